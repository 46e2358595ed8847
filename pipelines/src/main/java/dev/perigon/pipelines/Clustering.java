package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.TableName;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts rows into ranges along a Z-order curve: each column is cut into parts of about as many rows,
 * a cell is a part of every column, and the bits of the parts' numbers, interleaved, are the cell's
 * place on the curve. Rows near each other in all columns come into the same range, so that a
 * reader of some values of any of the columns finds them in few files.
 */
final class Clustering {
  /** Rows to look at for where to cut. */
  private static final long SAMPLE = 1_000_000;

  /** By how many columns there are: into two to the power of this each one is cut. */
  private static final int[] BITS = {0, 8, 6, 5, 4};

  private final TableName name;
  private final Snapshot snapshot;
  private final Layout layout;
  private final Engine engine;
  private final Analyses analyses;
  private final int bits;
  private final String cell;
  private final String range;

  Clustering(TableName name, Snapshot snapshot, Layout layout, Engine engine, Analyses analyses) {
    this.name = name;
    this.snapshot = snapshot;
    this.layout = layout;
    this.engine = engine;
    this.analyses = analyses;
    this.bits = BITS[layout.columns().size()];
    this.cell = free("perigon_cell");
    this.range = free("perigon_range");
  }

  private String free(String wanted) {
    return snapshot.schema().find(wanted).isEmpty() ? wanted : free(wanted + "_");
  }

  /** Another column of {@link #inRanges}: the number of a row's range. */
  String range() {
    return range;
  }

  /**
   * All rows of {@code files}.
   *
   * @param columns of the rows
   */
  BoundQuery asTheyCome(List<DataFile> files, Schema columns) {
    return bound(
        "SELECT %s FROM %s".formatted(columns(columns.names()), ChangeQueries.name(name)), files);
  }

  /** The same, sorted by the columns of the layout. */
  BoundQuery sorted(List<DataFile> files, Schema columns) {
    return bound(
        "SELECT %s FROM %s ORDER BY %s"
            .formatted(columns(columns.names()), ChangeQueries.name(name), columns(layout.names())),
        files);
  }

  /** All rows of {@code files} with their range, of {@code count} with about as many rows each. */
  BoundQuery inRanges(List<DataFile> files, int count) {
    String cells = cells(files);
    CutPoints cuts = cuts(cells, files, count);
    String number = cuts.tree(Identifiers.quote(cell), Integer::toString);
    return bound(
        "SELECT %s, %s AS %s FROM (%s) ORDER BY %s"
            .formatted(
                all(), number, Identifiers.quote(range), cells, columns(List.of(range, cell))),
        files);
  }

  /** Rows with their cells. */
  private String cells(List<DataFile> files) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < layout.columns().size(); i++) {
      parts.add(part(layout.columns().get(i), i, sample(files)));
    }
    return "SELECT %s, %s AS %s FROM %s"
        .formatted(
            all(), String.join(" + ", parts), Identifiers.quote(cell), ChangeQueries.name(name));
  }

  /** The part of one column, its bits where they are within a cell's number. */
  private String part(Column column, int place, List<DataFile> files) {
    String value = Identifiers.quote(column.name());
    CutPoints cuts = CutPoints.of(quantiles(value, files));
    String tree = cuts.tree(value, part -> Integer.toString(spread(part, place)));
    return "CASE WHEN %s IS NULL THEN 0 ELSE %s END".formatted(value, tree);
  }

  private int spread(int part, int place) {
    int spread = 0;
    for (int bit = 0; bit < bits; bit++) {
      spread |= (part >> bit & 1) << (bit * layout.columns().size() + place);
    }
    return spread;
  }

  private List<Object> quantiles(String value, List<DataFile> files) {
    String tiles =
        "SELECT %1$s AS v, ntile(%2$d) OVER (ORDER BY %1$s) AS tile FROM %3$s WHERE %1$s IS NOT NULL"
            .formatted(value, 1 << bits, ChangeQueries.name(name));
    List<Object> least = new ArrayList<>();
    try (Rows rows =
        engine.read(
            bound(
                "SELECT tile, min(v) AS least FROM (%s) GROUP BY tile ORDER BY tile"
                    .formatted(tiles),
                files))) {
      while (rows.next()) {
        least.add(rows.value(1));
      }
    }
    return least.isEmpty() ? least : least.subList(1, least.size());
  }

  /** Cells at which the next range begins. */
  private CutPoints cuts(String cells, List<DataFile> files, int count) {
    TreeMap<Long, Long> sizes = new TreeMap<>();
    String quoted = Identifiers.quote(cell);
    try (Rows rows =
        engine.read(
            bound(
                "SELECT %1$s, count(*) AS n FROM (%2$s) GROUP BY %1$s".formatted(quoted, cells),
                files))) {
      while (rows.next()) {
        sizes.put(((Number) rows.value(0)).longValue(), ((Number) rows.value(1)).longValue());
      }
    }
    long all = sizes.values().stream().mapToLong(Long::longValue).sum();
    List<Object> cuts = new ArrayList<>();
    long before = 0;
    for (var each : sizes.entrySet()) {
      if (before > 0 && before * count >= all * (cuts.size() + 1)) {
        cuts.add(each.getKey());
      }
      before += each.getValue();
    }
    return CutPoints.of(cuts);
  }

  /** Some files, from all over the table. */
  private static List<DataFile> sample(List<DataFile> files) {
    long rows =
        files.stream()
            .flatMap(file -> file.statistics().stream())
            .mapToLong(FileStatistics::rows)
            .sum();
    int step = Math.toIntExact(Math.min(files.size(), Math.max(1, rows / SAMPLE)));
    List<DataFile> sorted =
        files.stream().sorted(Comparator.comparing(file -> file.location().toString())).toList();
    List<DataFile> some = new ArrayList<>();
    for (int i = 0; i < sorted.size(); i += step) {
      some.add(sorted.get(i));
    }
    return some;
  }

  private BoundQuery bound(String sql, List<DataFile> files) {
    Slice slice =
        new Slice.Delta(
            snapshot.schema(), snapshot.physicalSchema(), snapshot.partitionColumns(), files);
    return new BoundQuery(
        analyses.analyze(SqlText.of("optimize", sql), new StagedResolver(name, snapshot.schema())),
        List.of(slice),
        Instant.now());
  }

  private String all() {
    return columns(snapshot.schema().names());
  }

  private static String columns(List<String> names) {
    return names.stream().map(Identifiers::quote).collect(joining(", "));
  }
}
