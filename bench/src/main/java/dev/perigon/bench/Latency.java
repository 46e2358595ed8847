package dev.perigon.bench;

import dev.perigon.lakehouse.LakehouseOptions;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.lakehouse.Warehouses;
import dev.perigon.sql.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * How long it takes from a file that lands, with a new customer of the commerce project, until a
 * reader finds that customer in {@code gold.customer_360}, while {@code perigon run --continuous}
 * works.
 *
 * <p>Arguments: home, data folder, how many files. Start the run first.
 */
public final class Latency {
  private static final TableName GOLD = new TableName("commerce", "gold", "customer_360");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String CUSTOMER =
      """
      {"customer_id":"%s","email":"new@example.com","first_name":"New","last_name":"Customer",\
      "phone":"+15550100","created_date":"2025-10-01","updated_date":"2025-10-01T10:00:00Z",\
      "loyalty_tier":"gold","lifetime_value":0.00,"address":{"street":"1 Main Street",\
      "city":"Austin","state":"TX","zip_code":"73301","country":"US"}}
      """;

  private final Warehouse warehouse;
  private final Path landing;

  private Latency(Path home, Path data) throws IOException {
    this.warehouse = Warehouses.open(home.toUri(), LakehouseOptions.defaults());
    this.landing = Files.createDirectories(data.resolve("customers/latency"));
  }

  public static void main(String[] arguments) throws Exception {
    Latency latency = new Latency(Path.of(arguments[0]), Path.of(arguments[1]));
    int count = Integer.parseInt(arguments[2]);
    Random random = new Random(360);
    List<Double> seconds = new ArrayList<>();
    latency.seconds("FIRST-%d".formatted(System.nanoTime())); // the first update is not measured
    for (int i = 0; i < count; i++) {
      Thread.sleep(random.nextInt(1000)); // lands at any time between two looks
      seconds.add(latency.seconds("LATENCY-%d-%d".formatted(i, System.nanoTime())));
      System.err.printf("file %d  %.2f s%n", i + 1, seconds.get(i));
    }
    List<Double> sorted = seconds.stream().sorted().toList();
    System.out.println("| files, one after the other | median s | worst s |");
    System.out.println("|---|---|---|");
    System.out.printf(
        "| %d | %.2f | %.2f |%n", count, sorted.get(count / 2), sorted.get(count - 1));
  }

  private double seconds(String customer) throws Exception {
    Path hidden = Files.writeString(landing.resolve("." + customer), CUSTOMER.formatted(customer));
    long start = System.nanoTime();
    Files.move(hidden, landing.resolve(customer + ".json"), StandardCopyOption.ATOMIC_MOVE);
    long version = -1;
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      Optional<Snapshot> gold = warehouse.table(GOLD).snapshot();
      if (gold.isPresent() && gold.get().version() != version) {
        version = gold.get().version();
        if (holds(gold.get(), customer)) {
          return (System.nanoTime() - start) / 1e9;
        }
      }
      Thread.sleep(10);
    }
    throw new IllegalStateException("A file that landed is not in gold after " + PATIENCE);
  }

  private static boolean holds(Snapshot gold, String customer) throws SQLException {
    String files =
        gold.files().stream()
            .map(file -> "'" + Path.of(file.location()) + "'")
            .collect(Collectors.joining(", "));
    if (files.isEmpty()) {
      return false;
    }
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT count(*) FROM read_parquet([%s]) WHERE customer_id = '%s'"
                    .formatted(files, customer))) {
      found.next();
      return found.getLong(1) == 1;
    }
  }
}
