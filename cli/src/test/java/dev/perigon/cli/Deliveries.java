package dev.perigon.cli;

import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/** What arrives for the project {@code every-source}, and what must come of it. */
final class Deliveries {
  private static final int ROWS = 10;

  private final Path data;
  private final Random random;
  private final ForeignTable foreign;
  private int count;
  private String dump = "";

  Deliveries(Path data, Random random) throws IOException {
    this.data = data;
    this.random = random;
    this.foreign = new ForeignTable(data.resolve("foreign"));
  }

  /** One more file of each kind, whole at once. */
  void next() throws IOException {
    int number = count++;
    file("csv/%d.csv", number, "id,note\n" + lines(number, id -> id + "," + note(id)));
    file("json/%d.json", number, lines(number, id -> json(number, id)));
    file("text/%d.txt", number, lines(number, Integer::toString));
    Path hidden = data.resolve("parquet/.new");
    Parquet.write(
        hidden,
        "SELECT id::INTEGER AS id FROM (VALUES %s) AS t(id)",
        ids(number).mapToObj(id -> "(%d)".formatted(id)).toList());
    move(hidden, "parquet/%d.parquet".formatted(number));
    file("changes/%d.csv", number, changes());
    foreign.change(random);
    dump = dump();
    write("dump.csv", ("id,v\n" + dump).getBytes(StandardCharsets.UTF_8));
  }

  /** The numbers of all rows that arrived, as a query gives them: sorted as text. */
  List<String> ids() {
    return IntStream.range(0, count)
        .flatMap(Deliveries::ids)
        .mapToObj("[%d]"::formatted)
        .sorted()
        .toList();
  }

  /** Those that {@code from_csv} keeps. */
  List<String> wanted() {
    return IntStream.range(0, count)
        .flatMap(Deliveries::ids)
        .filter(id -> id % 10 != 3 && !note(id).equals("none"))
        .mapToObj("[%d]"::formatted)
        .sorted()
        .toList();
  }

  List<String> dumped() {
    return dump.lines().map(line -> "[" + line.replace(",", ", ") + "]").sorted().toList();
  }

  List<String> foreignChanges() {
    return foreign.told();
  }

  private static IntStream ids(int delivery) {
    return IntStream.range(delivery * ROWS, (delivery + 1) * ROWS);
  }

  private static String note(int id) {
    return id % 7 == 0 ? "none" : "n" + id;
  }

  private static String json(int delivery, int id) {
    return "{\"id\": %d, \"extra%d\": \"x\"}".formatted(id, delivery / 4);
  }

  private static String lines(int delivery, IntFunction<String> line) {
    return ids(delivery).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private String changes() {
    List<String> lines = new ArrayList<>(List.of("id,name,city,at,op"));
    for (int i = 0; i < 30; i++) {
      lines.add(
          "%d,n%d,c%d,%d,%s"
              .formatted(
                  random.nextInt(9),
                  random.nextInt(5),
                  random.nextInt(3),
                  random.nextInt(60),
                  random.nextInt(6) == 0 ? "D" : ""));
    }
    return String.join("\n", lines) + "\n";
  }

  private String dump() {
    return random
        .ints(6, 0, 12)
        .distinct()
        .mapToObj(id -> "%d,%d\n".formatted(id, random.nextInt(3)))
        .collect(Collectors.joining());
  }

  /** Plain, gzip and Zstandard by turns. */
  private void file(String name, int number, String text) throws IOException {
    String plain = name.formatted(number);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    switch (number % 3) {
      case 0 -> write(plain, bytes);
      case 1 -> write(plain + ".gz", packed(bytes, GZIPOutputStream::new));
      default -> write(plain + ".zst", packed(bytes, ZstdOutputStream::new));
    }
  }

  private interface Packing {
    OutputStream open(OutputStream out) throws IOException;
  }

  private static byte[] packed(byte[] bytes, Packing packing) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out = packing.open(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path hidden = data.resolve(name).resolveSibling(".new");
    Files.createDirectories(hidden.getParent());
    Files.write(hidden, bytes);
    move(hidden, name);
  }

  private void move(Path hidden, String name) throws IOException {
    Files.move(
        hidden,
        data.resolve(name),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
