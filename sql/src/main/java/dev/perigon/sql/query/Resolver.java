package dev.perigon.sql.query;

import dev.perigon.sql.TableName;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.List;
import java.util.Optional;

/** Tells the analyzer what the names in a query stand for. */
public interface Resolver {
  /** What {@code relation} stands for; empty when nothing has that name. */
  Optional<Resolved> resolve(Relation relation);

  /** All names that could have been meant, for suggestions. */
  List<TableName> candidates();

  /** What a relation turned out to be. */
  sealed interface Resolved {
    /** Stored rows of this schema. */
    record Rows(Schema schema) implements Resolved {}

    /**
     * A view: analysed in place of its name. {@code columns} renames the query's columns when not
     * empty.
     */
    record View(SqlText query, List<String> columns) implements Resolved {
      public View {
        columns = List.copyOf(columns);
      }
    }
  }
}
