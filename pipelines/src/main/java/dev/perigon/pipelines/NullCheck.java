package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

/** Holds staged files to the NOT NULL of their table's columns. */
final class NullCheck {
  private final Dataset dataset;
  private final List<String> partitions;
  private final Engine engine;
  private final UpdateContext context;

  NullCheck(Dataset dataset, List<String> partitions, Engine engine, UpdateContext context) {
    this.dataset = dataset;
    this.partitions = partitions;
    this.engine = engine;
    this.context = context;
  }

  /**
   * @param staged what the files are read with
   */
  void check(WrittenFiles written, Schema table, Schema staged) {
    for (Column column : table.columns()) {
      if (!column.nullable() && !written.files().isEmpty()) {
        OptionalLong known = known(written, column);
        long nulls = known.isPresent() ? known.getAsLong() : counted(written, column, staged);
        if (nulls > 0) {
          throw SchemaErrors.nullInColumn(dataset, column.name(), nulls);
        }
      }
    }
  }

  /** By the files' statistics; empty for nested columns, of which these say nothing. */
  private OptionalLong known(WrittenFiles written, Column column) {
    long sum = 0;
    for (DataFile file : written.files()) {
      OptionalLong nulls = nulls(file, column.name());
      if (nulls.isEmpty()) {
        return nulls;
      }
      sum += nulls.getAsLong();
    }
    return OptionalLong.of(sum);
  }

  private long counted(WrittenFiles written, Column column, Schema staged) {
    SqlText text = RuleQueries.nulls(dataset.name(), column.name());
    AnalyzedQuery query =
        context.analyses().analyze(text, new StagedResolver(dataset.name(), staged));
    Slice slice = new Slice.Delta(staged, staged, partitions, written.files());
    List<Slice> slices = Collections.nCopies(query.inputs().size(), slice);
    try (Rows rows = engine.read(new BoundQuery(query, slices, context.asOf()))) {
      rows.next();
      return ((Number) rows.value(0)).longValue();
    }
  }

  private OptionalLong nulls(DataFile file, String column) {
    FileStatistics statistics =
        file.statistics()
            .orElseThrow(() -> new IllegalStateException("A staged file has no statistics"));
    if (partitions.stream().anyMatch(column::equalsIgnoreCase)) {
      boolean present = file.partitionValues().keySet().stream().anyMatch(column::equalsIgnoreCase);
      return OptionalLong.of(present ? 0 : statistics.rows());
    }
    ColumnStatistics ofColumn = statistics.columns().get(column);
    return ofColumn == null ? OptionalLong.empty() : OptionalLong.of(ofColumn.nulls());
  }
}
