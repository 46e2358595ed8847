package dev.perigon.equivalence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Files of the test project {@code shop}; each delivery has good rows and bad ones. */
final class Shop {
  private final Path data;
  private final Random random;
  private int delivered;

  Shop(Path data, long seed) {
    this.data = data;
    this.random = new Random(seed);
  }

  void deliver(int rows) {
    delivered++;
    List<String> orders = new ArrayList<>(List.of("id,customer,amount,ordered_at,country"));
    List<String> clicks = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      orders.add(order(i));
      clicks.add(click());
    }
    write("orders/%03d.csv".formatted(delivered), orders);
    write("clicks/%03d.json".formatted(delivered), clicks);
  }

  private String order(int i) {
    return "%d,%s,%s,%s,%s"
        .formatted(
            delivered * 1000 + i,
            random.nextInt(10) == 0 ? "" : "\"Zoë, \"\"" + random.nextInt(8) + "\"\"\"",
            random.nextInt(12) == 0 ? "-1.50" : random.nextInt(200) + "." + random.nextInt(10),
            "20%02d-%02d-%02d 0%d:30:00"
                .formatted(
                    23 + random.nextInt(3),
                    1 + random.nextInt(12),
                    1 + random.nextInt(28),
                    random.nextInt(4)),
            List.of("DE", "FR", "").get(random.nextInt(3)));
  }

  private String click() {
    int customer = random.nextInt(8);
    return ("{\"user\": {\"id\": \"Zoë, \\\"%d\\\"\"}, \"tags\": [\"a\", \"ß%d\"], \"properties\":"
            + " {\"page\": \"p%d\"}, \"at\": \"2025-03-30T0%d:15:00Z\"}")
        .formatted(customer, customer, random.nextInt(5), random.nextInt(4));
  }

  private void write(String file, List<String> lines) {
    try {
      Path target = data.resolve(file);
      Files.createDirectories(target.getParent());
      Files.write(target, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
