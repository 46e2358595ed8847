package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are asked for together lie together, and a table that is in order is left alone. */
class TestClustering {
  private static final long SIZE = 32 << 10;

  @TempDir Path folder;

  private static Shop shop(Path at, String definition) {
    return new Shop(at)
        .sql(
            "sources/events.sql",
            "create streaming table events "
                + definition
                + """
                 as select x, y, day, text, x % 2 as part
                from stream(read_files('in/*.csv', format => 'csv', header => true,
                  schema => 'x int, y bigint, day date, text string'))
                """);
  }

  private static Shop rows(Shop shop, int number, int rows, Random random) {
    StringBuilder text = new StringBuilder("x,y,day,text\n");
    for (int i = 0; i < rows; i++) {
      String x = random.nextInt(50) == 0 ? "" : Integer.toString(random.nextInt(1000));
      text.append(
          "%s,%d,%s,%s%n"
              .formatted(
                  x,
                  random.nextInt(100_000),
                  day(random.nextInt(700)),
                  "it's \\ " + random.nextInt(5000)));
    }
    return shop.data("in/%d.csv".formatted(number), text.toString());
  }

  private static Optimizer.Result optimize(Shop shop, Optimizer.Request request) {
    try (Engine engine = shop.engine()) {
      return new Optimizer(shop.warehouse, Optional.empty(), () -> engine)
          .optimize(Shop.table("events"), request);
    }
  }

  private static Optimizer.Request by(String... columns) {
    return new Optimizer.Request(SIZE, List.of(columns), Optional.empty());
  }

  private static Snapshot newest(Shop shop) {
    return shop.warehouse.table(Shop.table("events")).snapshot().orElseThrow();
  }

  /** Files that may hold {@code value}, by the least and the greatest of each. */
  private static long mayHold(Shop shop, String column, String value) {
    return newest(shop).filesWithStatistics().stream()
        .filter(file -> mayHold(file, column, value))
        .count();
  }

  private static boolean mayHold(DataFile file, String column, String value) {
    ColumnStatistics bounds = file.statistics().orElseThrow().columns().get(column);
    boolean number = value.matches("\\d+");
    return bounds.min().isEmpty()
        || compare(bounds.min().get(), value, number) <= 0
            && compare(bounds.max().orElseThrow(), value, number) >= 0;
  }

  /** Of nine values, on average. */
  private static double shareOfFiles(Shop shop, String column, IntFunction<String> value) {
    return IntStream.rangeClosed(1, 9)
            .mapToLong(i -> mayHold(shop, column, value.apply(i)))
            .average()
            .orElseThrow()
        / newest(shop).files().size();
  }

  private static String day(int number) {
    return LocalDate.of(2020, 1, 1).plusDays(number).toString();
  }

  private static int compare(String a, String b, boolean numbers) {
    return numbers ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : a.compareTo(b);
  }

  private static Set<URI> files(Shop shop) {
    return newest(shop).files().stream().map(DataFile::location).collect(Collectors.toSet());
  }

  private static List<List<Object>> rows(Shop shop) {
    return shop.rows("select * from events order by x, y, day, text");
  }

  @Test
  void fewFilesHoldAValueOfEitherColumnAndEveryRowIsThere() {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    try (Shop shop = shop(folder, "")) {
      for (int i = 1; i <= 4; i++) {
        rows(shop, i, 12_000, random).refresh();
      }
      List<List<Object>> before = rows(shop);

      Optimizer.Result result = optimize(shop, by("x", "day"));

      assertThat(result.orderedBy()).containsExactly("x", "day");
      assertThat(rows(shop)).as("seed %d", seed).isEqualTo(before);
      int all = newest(shop).files().size();
      assertThat(all).isGreaterThan(8).isLessThan(64);
      assertThat(newest(shop).schema().names()).containsExactly("x", "y", "day", "text", "part");
      assertThat(newest(shop).files()).allSatisfy(f -> assertThat(f.partitionValues()).isEmpty());
      assertThat(shareOfFiles(shop, "x", i -> Integer.toString(100 * i)))
          .as("seed %d", seed)
          .isLessThan(0.55);
      assertThat(shareOfFiles(shop, "day", i -> day(70 * i))).as("seed %d", seed).isLessThan(0.55);
      assertThat(mayHold(shop, "y", "50000")).as("by nothing").isEqualTo(all);
      assertThat(optimize(shop, by("x", "day")).version()).as("a second time").isEmpty();
    }
  }

  @Test
  void onlyFilesThatAreNotInOrderAreWrittenAnew() {
    Random random = new Random(7);
    try (Shop shop = shop(folder, "cluster by (text)")) {
      rows(shop, 1, 20_000, random).refresh();
      assertThat(optimize(shop, by()).orderedBy()).containsExactly("text");
      Set<URI> ordered = files(shop);
      assertThat(ordered).hasSizeGreaterThan(3);
      assertThat(mayHold(shop, "text", "it's \\ 2222")).isLessThanOrEqualTo(2);
      rows(shop, 2, 10, random).refresh();

      Optimizer.Result again = optimize(shop, by());

      assertThat(again.filesRemoved()).isEqualTo(1);
      assertThat(again.filesAdded()).isEqualTo(1);
      assertThat(files(shop)).containsAll(ordered).hasSize(ordered.size() + 1);
      assertThat(optimize(shop, by()).version()).isEmpty();
      assertThat(shop.rows("select count(*) from events")).isEqualTo(List.of(List.of(20_010L)));
    }
  }

  @Test
  void aPredicateOverPartitionsChoosesThem() {
    Random random = new Random(8);
    try (Shop shop = shop(folder, "partitioned by (part)")) {
      rows(shop, 1, 3000, random).refresh();
      rows(shop, 2, 3000, random).refresh();
      List<List<Object>> before = rows(shop);
      Set<URI> files = files(shop);

      Optimizer.Result result =
          optimize(
              shop,
              new Optimizer.Request(
                  1 << 20, List.of("x"), Optional.of("part = 1 or part is null")));

      assertThat(result.filesRemoved()).isEqualTo(4);
      assertThat(result.filesAdded()).isEqualTo(2);
      assertThat(files(shop)).hasSize(4);
      assertThat(files).as("part = 0 is left alone").containsAnyElementsOf(files(shop));
      assertThat(rows(shop)).isEqualTo(before);
      assertThatThrownBy(
              () -> optimize(shop, new Optimizer.Request(SIZE, List.of(), Optional.of("x > 1"))))
          .isInstanceOfSatisfying(
              PerigonException.class, e -> assertThat(e.remedy()).contains("a predicate over part"))
          .hasMessageContaining("Cannot optimize a part of shop.c360.events");
    }
  }

  @Test
  void partitionsTooLargeForOneFileAreOrderedEachForItself() {
    Random random = new Random(9);
    try (Shop shop = shop(folder, "partitioned by (part)")) {
      rows(shop, 1, 15_000, random).refresh();
      rows(shop, 2, 15_000, random).refresh();
      List<List<Object>> before = rows(shop);

      optimize(shop, by("y"));

      assertThat(rows(shop)).isEqualTo(before);
      int all = newest(shop).files().size();
      assertThat(all).isGreaterThan(6);
      assertThat(mayHold(shop, "y", "50000")).isLessThanOrEqualTo(all / 2);
      assertThat(optimize(shop, by("y")).version()).isEmpty();
    }
  }

  @Test
  void whatCannotBeOrderedByIsRefused() {
    try (Shop shop = shop(folder, "partitioned by (part)")) {
      rows(shop, 1, 5, new Random(1)).refresh();
      assertThatThrownBy(() -> optimize(shop, by("dya")))
          .isInstanceOfSatisfying(
              PerigonException.class,
              e -> {
                assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
                assertThat(e.remedy()).contains("day");
              })
          .hasMessage("Cannot order shop.c360.events by 'dya': it has no such column");
      assertThatThrownBy(() -> optimize(shop, by("part")))
          .hasMessage("Cannot order shop.c360.events by 'part': the table is partitioned by it");
      assertThatThrownBy(() -> optimize(shop, by("x", "X")))
          .hasMessage("Cannot order shop.c360.events by 'X': it is named twice");
      assertThat(newest(shop).version()).isZero();
    }
  }
}
