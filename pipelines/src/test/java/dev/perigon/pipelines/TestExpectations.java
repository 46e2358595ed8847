package dev.perigon.pipelines;

import static dev.perigon.pipelines.Shop.dataset;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.pipelines.TableExpectations.Entry;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestExpectations {
  private static final String ROWS =
      "as select * from values (1, 5), (2, -1), (3, null), (3, 7), (null, -2) as v(id, amount)";

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  private Shop view(String rules) {
    return shop.sql("facts/t.sql", "create materialized view t (\n%s\n) %s".formatted(rules, ROWS));
  }

  private List<List<Object>> rows() {
    return shop.rows("select * from t order by id, amount");
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  @Test
  void countsEveryRowOncePerRuleAndKeepsAllByDefault() {
    UpdateResult result =
        view("constraint positive expect (amount > 0), constraint has_id expect (id is not null)")
            .refresh();

    assertThat(dataset(result, "t").expectations())
        .containsExactly(
            new ExpectationResult("positive", "WARN", 5, 2, 3),
            new ExpectationResult("has_id", "WARN", 5, 4, 1));
    assertThat(dataset(result, "t").rows()).isEqualTo(5);
  }

  @Test
  void dropsRows() {
    UpdateResult result =
        view("constraint positive expect (amount > 0) on violation drop row").refresh();

    assertThat(dataset(result, "t").expectations())
        .containsExactly(new ExpectationResult("positive", "DROP ROW", 5, 2, 3));
    assertThat(dataset(result, "t").rows()).isEqualTo(2);
    assertThat(rows()).containsExactly(row(1, 5), row(3, 7));
  }

  @Test
  void quarantinesRowsWithTheirReasons() {
    UpdateResult result =
        view("""
                constraint `it's "positive"` expect (amount > 0) on violation quarantine row,
                constraint has_id expect (id is not null) on violation drop row
                """)
            .refresh();

    assertThat(dataset(result, "t").expectations())
        .containsExactly(
            new ExpectationResult("it's \"positive\"", "QUARANTINE ROW", 5, 2, 3),
            new ExpectationResult("has_id", "DROP ROW", 5, 4, 1));
    assertThat(rows()).containsExactly(row(1, 5), row(3, 7));
    assertThat(shop.rows("select * from t_quarantine order by id"))
        .containsExactly(
            row(
                null,
                -2,
                "it's \"positive\", has_id",
                "amount > 0; id is not null",
                "",
                Shop.AS_OF),
            row(2, -1, "it's \"positive\"", "amount > 0", "", Shop.AS_OF),
            row(3, null, "it's \"positive\"", "amount > 0", "", Shop.AS_OF));
  }

  @Test
  void theQuarantineOfAMaterializedViewHoldsTheLastRefreshOnly() {
    shop.data("in.csv", "id\n1\n-1\n")
        .sql(
            "facts/t.sql",
            """
            create materialized view t (constraint c expect (id > 0) on violation quarantine row)
            as select * from read_files('in.csv', format => 'csv', header => true, schema => 'id int')
            """)
        .refresh();
    assertThat(shop.rows("select id, _quarantine_source from t_quarantine"))
        .containsExactly(row(-1, "in.csv"));

    shop.data("in.csv", "id\n1\n-2\n-3\n").refresh();
    assertThat(shop.rows("select id from t_quarantine order by id"))
        .containsExactly(row(-3), row(-2));

    shop.data("in.csv", "id\n1\n").refresh();
    assertThat(shop.rows("select id from t_quarantine")).isEmpty();
  }

  @Test
  void theQuarantineIsThereFromTheStartAndCanBeReadByOthers() {
    shop.sql(
            "facts/t.sql",
            "create materialized view t (constraint c expect (id > 0) on violation quarantine row) as select 1 as id")
        .sql(
            "facts/bad.sql",
            "create materialized view bad as select count(*) as n from t_quarantine");

    shop.refresh();

    assertThat(shop.rows("select n from bad")).containsExactly(row(0L));
  }

  @Test
  void failsTheUpdateWithCountsAndKeys() {
    view("constraint positive expect (amount > 0) on violation fail update");

    UpdateResult result = shop.run();

    PerigonException error = result.error().orElseThrow();
    assertThat(error.code()).isEqualTo(ErrorCode.EXPECTATION);
    assertThat(error)
        .hasMessage(
            "Cannot update 't': expectation 'positive' fails for 3 of 5 rows; keys: null, 2, 3");
    assertThat(error.origin().orElseThrow().toString()).isEqualTo("facts/t.sql:2:29");
    assertThat(dataset(result, "t").expectations())
        .containsExactly(new ExpectationResult("positive", "FAIL UPDATE", 5, 2, 3));
    assertThat(shop.warehouse.table(Shop.table("t")).snapshot()).isEmpty();
  }

  @Test
  void showsAtMostFiveKeysOfTheDeclaredColumns() {
    shop.sql(
        "facts/t.sql",
        """
        create materialized view t (constraint c expect (a < 0) on violation fail update)
        tblproperties ('perigon.key' = 'b, a')
        as select id as a, concat('k', id) as b from range(10) where id <> 4
        """);

    assertThat(shop.run().error().orElseThrow())
        .hasMessage(
            "Cannot update 't': expectation 'c' fails for 9 of 9 rows; keys: k0/0, k1/1, k2/2, k3/3, k5/5");
  }

  @Test
  void rulesMayLookAtTheWholeResult() {
    UpdateResult result =
        view("""
                constraint unique_id expect (count(*) over (partition by id) = 1) on violation drop row
                """)
            .refresh();

    assertThat(dataset(result, "t").expectations())
        .containsExactly(new ExpectationResult("unique_id", "DROP ROW", 5, 3, 2));
    assertThat(rows()).containsExactly(row(null, -2), row(1, 5), row(2, -1));
  }

  @Test
  void mayFailForDuplicates() {
    view("constraint one expect (count(*) over (partition by id) = 1) on violation fail update");

    assertThat(shop.run().error().orElseThrow())
        .hasMessage("Cannot update 't': expectation 'one' fails for 2 of 5 rows; keys: 3");
  }

  @Test
  void aRuleThatMeansNothingIsNamedWithItsPlace() {
    view("constraint ok expect (id > 0),\nconstraint positive\n  expect (amunt > 0)");

    PerigonException error = shop.run().error().orElseThrow();
    assertThat(error).hasMessageStartingWith("Cannot check expectation 'positive': ");
    assertThat(error.origin().orElseThrow().toString()).isEqualTo("facts/t.sql:4:11");
  }

  @Test
  void aRuleMustBeTrueOrFalse() {
    view("constraint c expect (amount)");

    assertThat(shop.run().error().orElseThrow())
        .hasMessageStartingWith("Cannot check expectation 'c': ");
  }

  @Test
  void aRuleMayNotAggregate() {
    view("constraint c expect (count(*) > 0)");

    assertThat(shop.run().error().orElseThrow())
        .hasMessageStartingWith("Cannot check expectation 'c': ");
  }

  @Test
  void aRuleMayNotReadOtherTables() {
    view("constraint c expect (id in (select id from t))");

    assertThat(shop.run().error().orElseThrow())
        .hasMessage("Cannot check expectation 'c': it reads other tables");
  }

  @Test
  void rulesMayUseParametersAndEndWithAComment() {
    shop.project.with("perigon.yml", "name: shop\nlayers: [facts]\nparameters: {least: 6}\n");
    UpdateResult result =
        view("constraint c expect (amount >= :least -- at least\n) on violation quarantine row")
            .refresh();

    assertThat(dataset(result, "t").expectations())
        .containsExactly(new ExpectationResult("c", "QUARANTINE ROW", 5, 1, 4));
    assertThat(rows()).containsExactly(row(3, 7));
  }

  @Test
  void countsOfNoRowsAreZero() {
    shop.sql(
        "facts/t.sql",
        "create materialized view t (constraint c expect (id > 0) on violation fail update) as select id from range(0)");

    assertThat(dataset(shop.refresh(), "t").expectations())
        .containsExactly(new ExpectationResult("c", "FAIL UPDATE", 0, 0, 0));
  }

  @Test
  void partitionedTablesAreCheckedToo() {
    shop.sql(
        "facts/t.sql",
        """
        create materialized view t (constraint c expect (p <> 'b' and n < 9) on violation drop row)
        partitioned by (p)
        as select * from values ('a', 1), ('b', 2), ('a', 10), ('c', 3), (null, 4) as v(p, n)
        """);

    UpdateResult result = shop.refresh();

    assertThat(dataset(result, "t").expectations())
        .containsExactly(new ExpectationResult("c", "DROP ROW", 5, 2, 3));
    assertThat(shop.rows("select p, n from t order by p"))
        .containsExactly(row("a", 1), row("c", 3));
  }

  @Test
  void malformedRowsGoToQuarantineWhenAsked() {
    shop.data("in.csv", "id,n\n1,5\n2,many\n3,7\n")
        .sql(
            "facts/t.sql",
            """
            create materialized view t tblproperties ('perigon.malformed' = 'quarantine') as
            select * from read_files('in.csv', format => 'csv', header => true,
              schema => 'id int, n int', rescuedDataColumn => '_rescued_data')
            """);

    UpdateResult result = shop.refresh();

    assertThat(dataset(result, "t").expectations())
        .containsExactly(new ExpectationResult("malformed", "QUARANTINE ROW", 3, 2, 1));
    assertThat(shop.rows("select id, n from t order by id")).containsExactly(row(1, 5), row(3, 7));
    assertThat(
            shop.rows(
                "select id, n, _rescued_data is not null, _quarantine_rule, _quarantine_source from t_quarantine"))
        .containsExactly(row(2, null, true, "malformed", "in.csv"));
  }

  @Test
  void malformedRowsCannotBeToldApartWithoutTheirColumn() {
    shop.sql(
        "facts/t.sql",
        "create materialized view t tblproperties ('perigon.malformed' = 'quarantine') as select 1 as id");

    assertThat(shop.run().error().orElseThrow())
        .hasMessage(
            "Cannot quarantine malformed rows of 't': its query has no column _rescued_data");
  }

  @Test
  void rulesTakeNullsOffBeforeNotNullIsChecked() {
    shop.sql(
        "facts/t.sql",
        """
        create materialized view t (id int not null, n int,
          constraint has_id expect (id is not null) on violation quarantine row)
        as select * from values (1, 2), (null, 3) as v(id, n)
        """);

    shop.refresh();

    assertThat(shop.rows("select id, n from t")).containsExactly(row(1, 2));
    assertThat(shop.rows("select id, n from t_quarantine")).containsExactly(row(null, 3));
  }

  @Test
  void aNestedColumnThatMustNotBeNullIsHeldToIt() {
    for (String type : List.of("array<int>", "map<string, int>", "struct<a: int>")) {
      shop.sql(
          "facts/t.sql",
          """
          create materialized view t (id int, x %1$s not null) as
          select * from values (1, cast(null as %1$s)), (2, cast(null as %1$s)) as v (id, x)
          """
              .formatted(type));

      assertThat(shop.run().error().orElseThrow())
          .hasMessage("Cannot write to 't': column 'x' is NOT NULL and is null in 2 rows");
    }
    shop.sql(
        "facts/t.sql",
        "create materialized view t (x array<int> not null) as select array(null, 1) as x");
    assertThat(dataset(shop.refresh(), "t").rows()).isEqualTo(1);
  }

  @Test
  void aTableTellsItsRulesAndHowTheNewestRowsDid() {
    shop.data("in/1.csv", "id\n1\n-1\n")
        .sql("sources/t.sql", stream("constraint c expect (id > 0)"));
    shop.refresh();
    assertThat(told())
        .containsExactly(
            new Entry(
                "c", "id > 0", "WARN", Optional.of(new ExpectationResult("c", "WARN", 2, 1, 1))));

    shop.data("in/2.csv", "id\n3\n")
        .sql("sources/t.sql", stream("constraint d expect ( id < 9 ) on violation drop row"));
    shop.refresh();
    assertThat(told())
        .containsExactly(
            new Entry(
                "d",
                "id < 9",
                "DROP ROW",
                Optional.of(new ExpectationResult("d", "DROP ROW", 1, 1, 0))));

    shop.data("in/3.csv", "id\n4\n").sql("sources/t.sql", stream("id int"));
    shop.refresh();
    assertThat(told()).isEmpty();
  }

  private static String stream(String columns) {
    return """
        create streaming table t (%s) as select * from stream read_files('in/*.csv',
          format => 'csv', header => true, schema => 'id int')
        """
        .formatted(columns);
  }

  private List<Entry> told() {
    DeltaTable table = shop.warehouse.table(Shop.table("t"));
    return TableExpectations.of(table, table.snapshot().orElseThrow());
  }

  @Test
  void aRuleThatAnswersByChanceIsRefused() {
    shop.sql(
        "facts/t.sql",
        "create materialized view t (constraint c expect (Rand () < 0.5) on violation quarantine row) as select 1 as id");

    assertThat(shop.run().error().orElseThrow())
        .hasMessage(
            "Cannot check expectation 'c': Rand gives another answer each time, and rows could be lost");
  }

  @Test
  void aRuleThatDependsOnTheOrderOfEqualRowsIsRefusedBesideAQuarantine() {
    String sql =
        "create materialized view t (constraint c expect (row_number() over (partition by id order by id) = 1) on violation %s) as select * from values (1), (1) as v (id)";
    shop.sql("facts/t.sql", sql.formatted("quarantine row"));
    assertThat(shop.run().error().orElseThrow())
        .hasMessage(
            "Cannot check expectation 'c' beside QUARANTINE ROW: row_number depends on the order of equal rows, and rows could be lost");

    shop.sql("facts/t.sql", sql.formatted("drop row"));
    assertThat(dataset(shop.refresh(), "t").rows()).isEqualTo(1);
  }
}
