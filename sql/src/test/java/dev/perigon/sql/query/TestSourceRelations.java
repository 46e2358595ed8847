package dev.perigon.sql.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.statement.SqlText;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What queries say of how tables and files are to be read. */
class TestSourceRelations {
  private static final Analyzer ANALYZER =
      new Analyzer(new SqlSettings(new Namespace("shop", "main"), ZoneId.of("UTC"), Map.of()));

  private static AnalyzedQuery analyze(String sql) {
    return ANALYZER.analyze(new SqlText(sql, new Origin("q.sql", 10, 3)), new Names());
  }

  private static PerigonException failure(String sql) {
    return catchThrowableOfType(PerigonException.class, () -> analyze(sql));
  }

  @Test
  void readsChangesAndOptionsOfTables() {
    Relation changes =
        analyze("select c.id from table_changes('main.orders', 2, 5) c").inputs().get(0).relation();
    assertThat(changes)
        .isEqualTo(
            new Relation.Table(
                new TableName("shop", "main", "orders"),
                false,
                Optional.empty(),
                Map.of("readchangefeed", "true", "startingversion", "2", "endingversion", "5"),
                new Origin("q.sql", 10, 20)));
    assertThat(
            analyze("select id from table_changes('orders', '2025-01-01')")
                .inputs()
                .get(0)
                .relation()
                .options())
        .containsEntry("startingtimestamp", "2025-01-01T00:00:00Z");
    Relation stream =
        analyze("select id from stream(orders) with (skipChangeCommits = true)")
            .inputs()
            .get(0)
            .relation();
    assertThat(stream.streaming()).isTrue();
    assertThat(stream.options()).isEqualTo(Map.of("skipchangecommits", "true"));
    assertThat(failure("select * from table_changes('orders')"))
        .hasMessage(
            "Cannot call table_changes at q.sql:10:17: it takes a table, the first version and"
                + " perhaps the last");
  }

  @Test
  void streamsOfKinesisNeedAName() {
    assertThat(failure("select * from read_kinesis('s')"))
        .hasMessage("Cannot call read_kinesis at q.sql:10:30: all its arguments have a name");
    assertThat(failure("select * from read_kinesis(region => 'eu-west-1')"))
        .hasMessage("Cannot call read_kinesis at q.sql:10:17: 'streamName' is missing");
  }

  @Test
  void filesHaveAHiddenColumnThatTellsOfThem() {
    AnalyzedQuery hidden = analyze("select * from read_files('x', format => 'csv')");
    assertThat(hidden.inputs().get(0).tellsFiles()).isFalse();
    AnalyzedQuery shown =
        analyze("select b, _metadata.file_path as path from read_files('x', format => 'csv')");
    assertThat(shown.inputs().get(0).tellsFiles()).isTrue();
    assertThat(shown.schema().names()).containsExactly("b", "path");
    assertThat(failure("select _metadata from orders").code()).isEqualTo(ErrorCode.ANALYSIS);
  }
}
