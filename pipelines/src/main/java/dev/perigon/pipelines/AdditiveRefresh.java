package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.Accumulation;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds what is new to a materialized view whose query adds up ({@link Accumulation}): the view's
 * own query over the new rows of its inputs, grouped with the rows that the view has. Where
 * anything but appends happened to an input, or anything else makes it uncertain that this gives
 * what the whole query would, it gives nothing.
 */
final class AdditiveRefresh {
  private static final Logger LOG = LoggerFactory.getLogger(AdditiveRefresh.class);

  /** The view's rows. */
  private static final TableName ROWS = new TableName("perigon", "sums", "rows");

  /** What the query gives for the new rows of its inputs. */
  private static final TableName NEWS = new TableName("perigon", "sums", "news");

  private final PlannedDataset planned;
  private final RefreshCheck check;
  private final NullCheck nulls;
  private final UpdateContext context;
  private final DeltaTable table;
  private final Staging scratch;
  private final Staging staging;

  AdditiveRefresh(
      PlannedDataset planned,
      RefreshCheck check,
      NullCheck nulls,
      Engine engine,
      UpdateContext context) {
    this.planned = planned;
    this.check = check;
    this.nulls = nulls;
    this.context = context;
    this.table = context.tables().warehouse().table(planned.table().name());
    this.scratch = new Staging(engine, context.tables().warehouse().files());
    this.staging = new Staging(engine, context.tables().warehouse().files());
  }

  /**
   * What changes in {@code view}; empty when it is to be computed otherwise.
   *
   * @param next what the commit will say that it shows
   */
  Optional<RefreshedRows> rows(Snapshot view, RefreshMark next, FlowBatch batch) {
    Optional<RefreshedRows> rows = Optional.empty();
    try {
      rows = addsUp(batch) ? tried(view, next, batch) : rows;
      return rows;
    } catch (PerigonException e) { // the whole query tells better what is wrong, if anything is
      LOG.info("Nothing is added to {}: {}", planned.table().name(), e.code());
      return Optional.empty();
    } finally {
      scratch.discardAll();
      if (rows.isEmpty()) {
        staging.discardAll();
      }
    }
  }

  /** Whether the query does, and the view has its columns as they are. */
  private boolean addsUp(FlowBatch batch) {
    return !batch.query().query().accumulations().isEmpty()
        && planned.rules().isEmpty()
        && batch.query().slices().stream().allMatch(Slice.Delta.class::isInstance)
        && types(planned.schema().columns())
            .equals(types(batch.query().query().schema().columns()));
  }

  private static List<String> types(List<Column> columns) {
    return columns.stream().map(column -> column.type().ddl()).toList();
  }

  private Optional<RefreshedRows> tried(Snapshot view, RefreshMark next, FlowBatch batch) {
    Optional<List<Slice>> news =
        check.comparable(view, next).flatMap(shown -> news(shown, next, batch));
    Optional<Long> rows = InputChange.rows(view.files());
    if (news.isEmpty() || rows.isEmpty() || !isLess(news.get(), rows.get(), batch)) {
      return Optional.empty();
    }
    WrittenFiles come =
        scratch.write(
            new BoundQuery(batch.query().query(), news.get(), context.asOf()),
            table,
            planned.staged(),
            List.of());
    List<DataFile> touched = touched(view, come, batch);
    NamedSlices both =
        new NamedSlices(
            Map.of(
                ROWS,
                InputChange.slice(view, touched),
                NEWS,
                new Slice.Delta(planned.staged(), planned.staged(), List.of(), come.files())));
    WrittenFiles sums =
        staging.write(
            both.bound(sums(batch), context),
            table,
            planned.staged(),
            planned.table().partitionBy());
    nulls.check(sums, planned.schema(), planned.staged());
    return Optional.of(
        new RefreshedRows(
            touched,
            sums.files(),
            RefreshedRows.rows(view.files(), touched, sums.files()),
            List.of(),
            staging,
            Optional.empty()));
  }

  /** The inputs, with what is new alone; empty when that is not all that happened to them. */
  private Optional<List<Slice>> news(RefreshMark shown, RefreshMark next, FlowBatch batch) {
    List<Slice> slices = new ArrayList<>();
    for (int i = 0; i < next.inputs().size(); i++) {
      Optional<List<DataFile>> come = come(shown.inputs().get(i), next.inputs().get(i), batch, i);
      if (come.isEmpty()) {
        return Optional.empty();
      }
      Slice.Delta all = (Slice.Delta) batch.query().slices().get(i);
      slices.add(
          new Slice.Delta(all.schema(), all.physicalSchema(), all.partitionColumns(), come.get()));
    }
    return Optional.of(slices);
  }

  private Optional<List<DataFile>> come(
      InputMark before, InputMark now, FlowBatch batch, int input) {
    if (now.sameFiles(before)) {
      return Optional.of(List.of());
    }
    DeltaTable read = batch.tablesRead().get(input).orElseThrow().table();
    return now.follows(before)
        ? Appends.between(read, before.version(), now.version()).filter(this::areThere)
        : Optional.empty();
  }

  /** Vacuum deletes files of which others were made. */
  private boolean areThere(List<DataFile> files) {
    return files.stream()
        .allMatch(file -> context.tables().warehouse().files().find(file.location()).isPresent());
  }

  /** Whether that is less work, as far as rows tell: those of the view are read and written. */
  private boolean isLess(List<Slice> news, long viewRows, FlowBatch batch) {
    Optional<Long> adding = rows(news).map(some -> some + 2 * viewRows);
    return RefreshPolicy.of(planned.dataset()).adding(rows(batch.query().slices()), adding);
  }

  private static Optional<Long> rows(List<Slice> slices) {
    return InputChange.rows(
        slices.stream().flatMap(slice -> ((Slice.Delta) slice).files().stream()).toList());
  }

  /** The view's files that may hold one of the groups that come. */
  private List<DataFile> touched(Snapshot view, WrittenFiles come, FlowBatch batch) {
    List<Column> keys = columns(batch, Accumulation.KEY);
    return view.filesWithStatistics().stream()
        .filter(
            file ->
                come.files().stream()
                    .anyMatch(some -> keys.stream().allMatch(key -> mayShare(file, some, key))))
        .toList();
  }

  private static boolean mayShare(DataFile file, DataFile come, Column key) {
    return KeyRange.of(come, key).map(range -> range.mayBeIn(file, key.name())).orElse(true);
  }

  private List<Column> columns(FlowBatch batch, Accumulation how) {
    List<Accumulation> all = batch.query().query().accumulations();
    return IntStream.range(0, all.size())
        .filter(i -> all.get(i) == how)
        .mapToObj(planned.schema().columns()::get)
        .toList();
  }

  private SqlText sums(FlowBatch batch) {
    List<Accumulation> columns = batch.query().query().accumulations();
    String select =
        IntStream.range(0, columns.size())
            .mapToObj(i -> column(columns.get(i), planned.schema().columns().get(i)))
            .collect(joining(", "));
    String keys =
        columns(batch, Accumulation.KEY).stream()
            .map(key -> Identifiers.quote(key.name()))
            .collect(joining(", "));
    return SqlText.of(
        "sums of " + planned.table().name(),
        "SELECT %s FROM (SELECT * FROM %s UNION ALL SELECT * FROM %s) GROUP BY %s"
            .formatted(select, ChangeQueries.name(ROWS), ChangeQueries.name(NEWS), keys));
  }

  private static String column(Accumulation how, Column column) {
    String name = Identifiers.quote(column.name());
    return switch (how) {
      case KEY -> name;
      case SUM -> "CAST(sum(%s) AS %s) AS %1$s".formatted(name, column.type().ddl());
      case LEAST -> "min(%s) AS %1$s".formatted(name);
      case GREATEST -> "max(%s) AS %1$s".formatted(name);
    };
  }
}
