package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AUTO CDC refuses, how it says so, and that nothing is committed then. */
class TestChangeErrors {
  private static final String FEED =
      """
      create temporary view feed as select *, map('a', name) as tags, array(at) as list
        from stream(read_files('in/*.csv', format => 'csv', header => true,
        schema => 'id int, name string, at int, op string'));
      create streaming table t;
      """;

  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(folder).data("in/1.csv", "id,name,at,op\n1,Ann,10,\n");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private PerigonException error(String statements) {
    shop.sql("sources/t.sql", statements);
    try {
      return shop.run().error().orElseThrow();
    } catch (PerigonException e) { // there is no graph to run
      return e;
    }
  }

  private boolean untouched() {
    return shop.warehouse.tables().stream().noneMatch(name -> name.table().startsWith("t"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          keys (ident) sequence by at | UNKNOWN_NAME | Cannot apply flow 'f': KEYS names 'ident', and there is no such column
          keys (id) sequence by at columns * except (nam) | UNKNOWN_NAME | Cannot apply flow 'f': COLUMNS names 'nam', and there is no such column
          keys (id) sequence by at columns id, name stored as scd type 2 track history on op | UNKNOWN_NAME | Cannot apply flow 'f': TRACK HISTORY ON names 'op', and there is no such column
          keys (id) sequence by at columns name | UNKNOWN_NAME | Cannot apply flow 'f': KEYS names 'id', and there is no such column
          keys (tags) sequence by at | SCHEMA | Cannot apply flow 'f': key 'tags' is of type MAP<STRING, STRING>, whose values cannot be compared
          keys (id) sequence by tags columns id | SCHEMA | Cannot apply flow 'f': SEQUENCE BY is of type MAP<STRING, STRING>, which does not say what is later
          keys (id) sequence by struct(at, list) columns id | SCHEMA | Cannot apply flow 'f': SEQUENCE BY is of type STRUCT<at: INT, list: ARRAY<INT>>, which does not say what is later
          keys (id) apply as delete when id in (select 1 from gone) sequence by at columns id | UNSUPPORTED | Cannot apply flow 'f': its SEQUENCE BY or a condition reads other tables
          keys (id) sequence by null columns id | SCHEMA | Cannot apply flow 'f': SEQUENCE BY is of type VOID, which does not say what is later
          """)
  void refusesWhatCannotBeApplied(String clauses, ErrorCode code, String message) {
    PerigonException error =
        error(FEED + "create flow f as auto cdc into t from stream(feed) " + clauses);

    assertThat(error).hasMessage(message).extracting(PerigonException::code).isEqualTo(code);
    assertThat(error.origin()).isPresent();
    assertThat(untouched()).isTrue();
  }

  @Test
  void mistakesInExpressionsHaveTheirPlace() {
    PerigonException sequence =
        error(
            FEED
                + "create flow f as auto cdc into t from stream(feed)\n  keys (id)\n"
                + "  apply as delete when op = 'D'\n  sequence by att");
    assertThat(sequence.code()).isEqualTo(ErrorCode.ANALYSIS);
    assertThat(sequence.origin().orElseThrow()).hasToString("sources/t.sql:8:15");
    PerigonException condition =
        error(
            FEED
                + "create flow f as auto cdc into t from stream(feed)\n  keys (id)\n"
                + "  apply as delete when name\n  sequence by at");
    assertThat(condition.origin().orElseThrow().line()).isEqualTo(7);
    PerigonException source =
        error(
            FEED
                + "create flow f as auto cdc into t\nfrom stream(fed)\n  keys (id)\n"
                + "  sequence by at");
    assertThat(source.origin().orElseThrow()).hasToString("sources/t.sql:6:13");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          keys (name) sequence by at columns id, name, at | DUPLICATE | Cannot apply flow 'g' to 't': its KEYS differs from that of flow 'f' (sources/t.sql:5:1)
          keys (id) sequence by at columns id, name, at stored as scd type 2 | DUPLICATE | Cannot apply flow 'g' to 't': its STORED AS SCD TYPE differs from that of flow 'f' (sources/t.sql:5:1)
          keys (id) ignore null updates sequence by at columns id, name, at | DUPLICATE | Cannot apply flow 'g' to 't': its IGNORE NULL UPDATES differs from that of flow 'f' (sources/t.sql:5:1)
          keys (id) sequence by name columns id, name, at | SCHEMA | Cannot apply flow 'g' to 't': its SEQUENCE BY is STRING, and the other changes go by INT
          keys (id) sequence by at columns id, name | SCHEMA | Cannot write to 't': its query has no column 'at'
          """)
  void flowsIntoOneTargetMustAgree(String clauses, ErrorCode code, String message) {
    PerigonException error =
        error(
            FEED
                + "create flow f as auto cdc into t from stream(feed) keys (id) sequence by at"
                + " columns id, name, at;\n"
                + "create flow g as auto cdc into t from stream(feed) "
                + clauses);

    assertThat(error).hasMessage(message).extracting(PerigonException::code).isEqualTo(code);
    assertThat(untouched()).isTrue();
  }

  @Test
  void flowsThatAddRowsAndFlowsOfChangesDoNotMix() {
    String cdc = "create flow f as auto cdc into t from stream(feed) keys (id) sequence by at;\n";
    String message =
        "Cannot attach flow '%s': AUTO CDC changes the rows of 't', and other flows only add rows";
    assertThatMixed(
        FEED + cdc + "create flow g as insert into t by name select * from stream(feed)",
        message.formatted("g"));
    assertThatMixed(
        FEED.replace(
                "create streaming table t;",
                "create streaming table t as select * from stream(feed);")
            + cdc,
        message.formatted("f"));
    assertThatMixed(
        FEED
            + cdc
            + "create flow g as auto cdc from snapshot into t from v keys (id);"
            + "create view v as select 1 as id",
        "Cannot apply flow 'g' to 't': what a dump does not hold is deleted, and other flows bring rows too");
    assertThatMixed(
        FEED + cdc + "create view t__changes as select 1 as id",
        "Cannot declare 't__changes': 't' keeps its changes under that name");
  }

  private void assertThatMixed(String statements, String message) {
    PerigonException error = error(statements);
    assertThat(error.getMessage()).contains(message);
    assertThat(error.code()).isEqualTo(ErrorCode.DUPLICATE);
  }

  @Test
  void changesWithoutKeyOrSequenceAreRefusedAndNothingIsKept() {
    String flow =
        FEED
            + "create flow f as auto cdc into t from stream(feed) keys (id)"
            + " apply as delete when op = 'D' sequence by at columns id, name";
    shop.sql("sources/t.sql", flow).refresh();
    shop.data("in/2.csv", "id,name,at,op\n2,Bob,20,\n,Eve,20,\n,,20,D\n");
    assertThat(shop.run().error().orElseThrow())
        .hasMessage("Cannot apply changes to 't': key 'id' is null in 2 changes")
        .extracting(PerigonException::code)
        .isEqualTo(ErrorCode.DATA);
    shop.data("in/2.csv", "id,name,at,op\n2,Bob,,\n");
    assertThat(shop.run().error().orElseThrow())
        .hasMessage("Cannot apply changes to 't': SEQUENCE BY is null in 1 change");
    assertThat(shop.rows("select id from t__changes")).containsExactly(List.of(1));
    shop.data("in/2.csv", "id,name,at,op\n2,Bob,20,\n");
    shop.refresh();
    assertThat(shop.rows("select id from t order by id")).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void keysAndOrderKeepTheirTypesFromRunToRun() {
    String flow = "create flow f as auto cdc into t from stream(feed) keys (id) sequence by at";
    shop.sql("sources/t.sql", FEED + flow + " columns id, name").refresh();

    assertThat(
            error(
                FEED.replace("schema => 'id int", "schema => 'id string")
                    + flow
                    + " columns id, name"))
        .hasMessage(
            "Cannot apply flow 'f' to 't': key 'id' is STRING in its source and INT in the table");
    assertThat(error(FEED + flow.replace("by at", "by name") + " columns id, name"))
        .hasMessage(
            "Cannot apply flow 'f' to 't': its SEQUENCE BY is STRING, and the other changes go by INT");
    assertThat(error(FEED + flow + " columns id, name stored as scd type 2"))
        .hasMessage("Cannot store 't' as SCD TYPE 2: its table is of the other type");
    assertThat(error(FEED.replace("table t;", "table t as select * from stream(feed);")))
        .hasMessage(
            "Cannot update 'shop.c360.t' as a streaming table: the table there is a target of AUTO CDC");
    assertThat(error(FEED + flow + " columns id, name, at"))
        .hasMessageStartingWith(
            "Cannot write to 't': its query has column 'at', the table has not");
    shop.sql("sources/t.sql", FEED + flow + " columns id, name").refresh();
    shop.warehouse.files().delete(shop.warehouse.table(Shop.table("t__changes")).location());
    assertThat(shop.run().error().orElseThrow())
        .hasMessage(
            "Cannot apply changes to 't': the table 't__changes' with its changes so far is gone");
  }

  @Test
  void whatDependsOnOtherRowsOrCannotHoldIsRefused() {
    String flow = "create flow f as auto cdc into t from stream(feed) keys (id) %s sequence by at";
    assertThat(
            error(
                FEED.replace(
                        "table t;",
                        "table t (constraint once expect (count(*) over (partition by id) = 1));")
                    + flow.formatted("")))
        .hasMessage(
            "Cannot check expectation 'once': it looks at other rows, and changes arrive in any batches");
    assertThat(
            error(
                FEED.replace("table t;", "table t (id int, name string not null);")
                    + flow.formatted("ignore null updates")
                    + " columns id, name"))
        .hasMessageStartingWith("Cannot keep column 'name' of 't' NOT NULL");
    assertThat(error(FEED.replace("select *,", "select *, 1 as __start_at,") + flow.formatted("")))
        .hasMessage(
            "Cannot apply flow 'f': AUTO CDC keeps the column name '__start_at' for itself");
    shop.sql("facts/s.sql", "create streaming table s as select * from stream(t)");
    assertThat(error(FEED + flow.formatted("")))
        .hasMessage("Cannot stream 't': AUTO CDC changes and removes its rows");
  }
}
