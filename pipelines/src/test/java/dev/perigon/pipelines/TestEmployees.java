package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The history of a company's salaries and titles, replayed as changes in random order. The data is
 * not ours to ship: a folder {@code employees-scd2} with its SOURCE.txt below PERIGON_TEST_DATA, or
 * below {@code ../shared/data} beside the repository.
 */
class TestEmployees {
  private static final String FOREVER = "9999-01-01";

  @TempDir private Path folder;

  /** What holds for {@code key} from {@code from} until {@code to}. */
  private record Interval(String key, String value, String from, String to) {
    static Interval parse(String line) {
      String[] fields = line.split(",");
      return new Interval(fields[0], fields[1], fields[2], fields[3]);
    }
  }

  @Test
  void salariesReplayedInAnyOrderMakeTheirHistoryAgain() throws Exception {
    List<Interval> intervals = intervals("salary.csv");
    replay(intervals);
    assertThat(checksum("cast(emp_no as int), from_date, to_date"))
        .isEqualTo(List.of(94_917, "0fcb81f97f6b0eacb01a22a085e6512d"));
  }

  @Test
  void titlesReplayedInAnyOrderMakeTheirHistoryAgain() throws Exception {
    List<Interval> intervals = intervals("title.csv");
    replay(intervals);
    assertThat(checksum("cast(emp_no as int), value, from_date"))
        .isEqualTo(List.of(14_782, "ffa808be19d75619f415e2964cbe0320"));
  }

  private static List<Interval> intervals(String file) throws IOException {
    Path data = data().resolve("employees-scd2/large").resolve(file);
    return Files.readAllLines(data).stream().skip(1).map(Interval::parse).toList();
  }

  private static Path data() {
    String named = System.getenv("PERIGON_TEST_DATA");
    Path root = Path.of("").toAbsolutePath();
    while (root != null && !Files.exists(root.resolve("ARCHITECTURE.md"))) {
      root = root.getParent();
    }
    Path data = named == null ? root.resolveSibling("shared/data") : Path.of(named);
    Assumptions.assumeTrue(
        Files.isDirectory(data.resolve("employees-scd2")),
        "The employees data is not here: name the folder above it in PERIGON_TEST_DATA");
    return data;
  }

  /**
   * Each interval begins with a change; where none follows at its end, a delete closes it. At one
   * date, changes come before deletes.
   */
  private void replay(List<Interval> intervals) {
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    List<String> changes = changes(intervals);
    Collections.shuffle(changes, new Random(seed));
    try (Shop shop = shop()) {
      int batches = 3;
      for (int i = 0; i < batches; i++) {
        List<String> batch =
            changes.subList(i * changes.size() / batches, (i + 1) * changes.size() / batches);
        shop.data(
            "in/%d.csv".formatted(i), "emp_no,value,at,step\n" + String.join("\n", batch) + "\n");
        assertThatCode(shop::refresh).as("seed %d", seed).doesNotThrowAnyException();
      }
    }
  }

  private static List<String> changes(List<Interval> intervals) {
    Map<String, Set<String>> starts = new HashMap<>();
    intervals.forEach(i -> starts.computeIfAbsent(i.key(), k -> new HashSet<>()).add(i.from()));
    List<String> changes = new ArrayList<>();
    for (Interval interval : intervals) {
      changes.add("%s,%s,%s,1".formatted(interval.key(), interval.value(), interval.from()));
      boolean goesOn =
          starts.get(interval.key()).contains(interval.to())
              && !interval.to().equals(interval.from());
      if (!goesOn && !interval.to().equals(FOREVER)) {
        changes.add("%s,,%s,2".formatted(interval.key(), interval.to()));
      }
    }
    return changes;
  }

  private Shop shop() {
    return new Shop(folder)
        .sql(
            "sources/history.sql",
            """
            create temporary view changes as
              select emp_no, value, at as from_date, at, step
              from stream(read_files('in/*.csv', format => 'csv', header => true,
                schema => 'emp_no string, value string, at date, step int'));
            create streaming table history;
            create flow replay as auto cdc into history from stream(changes) keys (emp_no)
              apply as delete when step = 2 sequence by struct(at, step)
              columns emp_no, value, from_date stored as scd type 2;
            """);
  }

  /** How many intervals there are, and the checksum that their publisher gives. */
  private List<Object> checksum(String order) throws NoSuchAlgorithmException {
    List<String> lines = new ArrayList<>();
    try (Shop shop = shop()) {
      for (List<Object> row :
          shop.rows(
              """
              select emp_no, value, cast(from_date as string),
                coalesce(cast(to_date as string), '%s')
              from (select emp_no, value, __START_AT.at as from_date, __END_AT.at as to_date
                from history) order by %s
              """
                  .formatted(FOREVER, order.replace("to_date", "to_date nulls last")))) {
        lines.add(row.stream().map(String::valueOf).collect(Collectors.joining("#")));
      }
    }
    MessageDigest md5 = MessageDigest.getInstance("MD5");
    String chained = "";
    for (String line : lines) {
      byte[] digest = md5.digest((chained + "#" + line).getBytes(StandardCharsets.UTF_8));
      chained = HexFormat.of().formatHex(digest);
    }
    return List.of(lines.size(), chained);
  }
}
