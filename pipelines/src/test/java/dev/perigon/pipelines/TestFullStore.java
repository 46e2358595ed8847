package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wherever the room for a table's files runs out, nothing is half-written. */
class TestFullStore {
  private static final long PLENTY = 1L << 40;
  private static final int TIMES = 8;

  @TempDir Path folder;

  private static Shop shop(Path at) {
    return Shop.inBucket(at, 1 << 20)
        .sql(
            "sources/events.sql",
            """
            create streaming table events (
              constraint positive expect (id > 0) on violation quarantine row
            ) as select id from stream(read_files('in/*.csv', format => 'csv', header => true,
              schema => 'id int'))
            """)
        .sql(
            "facts/doubled.sql",
            "create materialized view doubled as select id * 2 as id from events");
  }

  @Test
  void theNextUpdateWithEnoughRoomMakesUpForIt() throws IOException {
    try (Shop shop = shop(folder.resolve("before"))) {
      shop.data("in/1.csv", "id\n1\n-2\n").refresh();
    }
    long needed = needed();
    int failures = 0;
    for (int part = 0; part < TIMES; part++) {
      failures += runsOut(copy("at" + part), needed * part / TIMES) ? 1 : 0;
    }
    // Near the end only checksums are missing, which readers do without.
    assertThat(failures).isGreaterThan(TIMES * 2 / 3);
  }

  /** Whether an update failed with so much room; checks it, and the next one. */
  private static boolean runsOut(Path at, long room) throws IOException {
    try (Shop shop = shop(at)) {
      setRoom(at, room);
      Optional<PerigonException> error = shop.data("in/2.csv", "id\n4\n-5\n").run().error();
      error.ifPresent(TestFullStore::saysWhatToDo);
      assertThat(ids(shop, "events")).isIn(List.of(1), List.of(1, 4));
      assertThat(ids(shop, "doubled")).isIn(List.of(2), List.of(2, 8));
      assertThat(strays(at)).as("room %d", room).isEmpty();

      setRoom(at, PLENTY);
      shop.refresh();

      assertThat(ids(shop, "events")).as("room %d", room).containsExactly(1, 4);
      assertThat(ids(shop, "events_quarantine")).as("room %d", room).containsExactly(-5, -2);
      assertThat(ids(shop, "doubled")).as("room %d", room).containsExactly(2, 8);
      return error.isPresent();
    }
  }

  private static void saysWhatToDo(PerigonException error) {
    assertThat(error.code()).isEqualTo(ErrorCode.RESOURCES);
    assertThat(error.getMessage()).startsWith("Cannot ").endsWith(": no space left on device");
    assertThat(error.remedy()).isEqualTo("Free disk space, then run again; the table is as it was");
  }

  private long needed() throws IOException {
    Path at = copy("measured");
    setRoom(at, PLENTY);
    try (Shop shop = shop(at)) {
      shop.data("in/2.csv", "id\n4\n-5\n").refresh();
    }
    return PLENTY - Long.parseLong(Files.readString(at.resolve("objects.room")));
  }

  private static void setRoom(Path at, long bytes) throws IOException {
    Files.writeString(at.resolve("objects.room"), Long.toString(bytes));
  }

  private static List<Object> ids(Shop shop, String table) {
    return shop.rows("select id from %s order by id".formatted(table)).stream()
        .map(row -> row.get(0))
        .toList();
  }

  /** Data files that no table's log knows of. */
  private static List<String> strays(Path at) throws IOException {
    List<Path> objects = files(at.resolve("objects/warehouse"));
    String logs =
        objects.stream()
            .filter(file -> file.toString().endsWith(".json"))
            .map(TestFullStore::text)
            .collect(Collectors.joining());
    return objects.stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(".parquet") && !logs.contains(name))
        .toList();
  }

  private static List<Path> files(Path below) throws IOException {
    try (Stream<Path> files = Files.walk(below)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path copy(String name) throws IOException {
    Path before = folder.resolve("before");
    for (Path file : files(before)) {
      Path target = folder.resolve(name).resolve(before.relativize(file).toString());
      Files.createDirectories(target.getParent());
      Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
    }
    return folder.resolve(name);
  }
}
