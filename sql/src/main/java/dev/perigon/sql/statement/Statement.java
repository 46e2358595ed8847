package dev.perigon.sql.statement;

import dev.perigon.sql.error.Origin;
import java.util.List;
import java.util.Optional;

/** A pipeline statement. */
public sealed interface Statement {
  /** Where the statement's first word stands. */
  Origin origin();

  /** {@code CREATE [OR REFRESH] STREAMING TABLE}; without a query, flows fill it. */
  record StreamingTable(DatasetDefinition definition, Optional<SqlText> query)
      implements Statement {
    @Override
    public Origin origin() {
      return definition.origin();
    }
  }

  /** {@code CREATE [OR REFRESH] MATERIALIZED VIEW}. */
  record MaterializedView(DatasetDefinition definition, SqlText query) implements Statement {
    @Override
    public Origin origin() {
      return definition.origin();
    }
  }

  /** {@code CREATE [OR REPLACE] [TEMPORARY | PRIVATE] VIEW}: a name for a query, never stored. */
  record View(
      List<String> name,
      boolean isPrivate,
      List<String> columns,
      Optional<String> comment,
      SqlText query,
      Origin origin)
      implements Statement {
    public View {
      name = List.copyOf(name);
      columns = List.copyOf(columns);
    }
  }

  /** {@code CREATE FLOW name AS INSERT INTO [ONCE] target BY NAME query}. */
  record InsertFlow(
      List<String> name, List<String> target, boolean once, SqlText query, Origin origin)
      implements Statement {
    public InsertFlow {
      name = List.copyOf(name);
      target = List.copyOf(target);
    }
  }

  /**
   * {@code CREATE FLOW name AS AUTO CDC INTO …}, also spelled APPLY CHANGES INTO.
   *
   * @param source what stands after FROM
   * @param sequenceBy which change is later; empty for AUTO CDC FROM SNAPSHOT, whose source is a
   *     whole dump each time
   */
  record CdcFlow(
      List<String> name,
      List<String> target,
      SqlText source,
      List<String> keys,
      boolean ignoreNullUpdates,
      Optional<SqlText> applyAsDeleteWhen,
      Optional<SqlText> applyAsTruncateWhen,
      Optional<SqlText> sequenceBy,
      ColumnSelection columns,
      int scdType,
      ColumnSelection trackHistoryOn,
      Origin origin)
      implements Statement {
    public CdcFlow {
      name = List.copyOf(name);
      target = List.copyOf(target);
      keys = List.copyOf(keys);
    }

    /** True when the source is a whole dump each time, and changes are found by comparing. */
    public boolean fromSnapshot() {
      return sequenceBy.isEmpty();
    }
  }

  /** {@code *}, a list, or {@code * EXCEPT (list)}. */
  record ColumnSelection(boolean except, List<String> names) {
    public ColumnSelection {
      names = List.copyOf(names);
    }

    public static ColumnSelection all() {
      return new ColumnSelection(true, List.of());
    }
  }
}
