package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perigon.pipelines.FixtureResult.CountDifference;
import dev.perigon.pipelines.RowComparison.Difference;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPipelineTests {
  @TempDir Path folder;
  private Shop shop;
  private PipelineTests tests;

  @BeforeEach
  void writeProject() {
    shop = new Shop(folder);
    shop.sql(
            "sources/orders.sql",
            """
            create or refresh materialized view orders (
              constraint id_present expect (order_id is not null) on violation fail update,
              constraint amount_positive expect (amount > 0) on violation quarantine row,
              constraint customer_known expect (customer is not null)
            ) as
            select order_id, customer, amount
            from read_files('orders.csv', format => 'csv', header => true,
              schema => 'order_id string, customer string, amount decimal(10,2)')
            """)
        .sql("facts/paid.sql", "create view paid as select * from orders where amount >= :least")
        .sql(
            "facts/totals.sql",
            """
            create or refresh materialized view totals as
            select customer, sum(amount) as total, current_date() as day from paid group by customer
            """);
    shop.project.with(
        "perigon.yml",
        """
        name: shop
        layers: [sources, facts]
        parameters: {least: 5}
        """);
    tests = new PipelineTests(shop.warehouse, shop::engine, Optional.of(folder.resolve("home")));
  }

  @AfterEach
  void close() {
    tests.close();
    shop.close();
  }

  private List<FixtureResult> run(String yaml) {
    shop.project.with("tests/all.yml", yaml);
    return tests.run(
        shop.project.load(),
        folder.resolve("data").toUri(),
        List.of(),
        folder.resolve("work"),
        result -> {});
  }

  private FixtureResult one(String yaml) {
    List<FixtureResult> results = run(yaml);
    assertThat(results).hasSize(1);
    return results.get(0);
  }

  private PerigonException complaint(String yaml) {
    return catchThrowableOfType(PerigonException.class, () -> run(yaml));
  }

  @Test
  void rowsThatComeOutAsExpectedPass() {
    FixtureResult result =
        one(
            """
            tests:
              - name: small orders do not count
                dataset: totals
                as-of: 2025-10-09
                given:
                  - input: orders
                    rows:
                      - {customer: anna, amount: 5}
                      - {customer: anna, amount: 4.99}
                      - {customer: bob, amount: 7.5}
                expect:
                  rows:
                    - {total: 7.50, customer: bob, day: 2025-10-09}
                    - {total: 5.00, customer: anna, day: 2025-10-09}
            """);
    assertThat(result.passed()).isTrue();
    assertThat(result.rows().orElseThrow().matched()).isEqualTo(2);
    assertThat(shop.warehouse.tables()).isEmpty();
  }

  @Test
  void recordsOfTopicsAreGivenAsTexts() {
    shop.sql(
        "sources/records.sql",
        """
        create streaming table records (
          constraint readable expect (amount is not null) on violation quarantine row
        ) as
        select topic, partition, offset, timestamp, cast(key as string) as key, value,
          try_cast(get_json_object(cast(value as string), '$.amount') as int) as amount
        from stream read_kafka(bootstrapServers => 'nowhere:1', subscribe => 'orders')
        """);
    FixtureResult result =
        one(
            """
            tests:
              - name: records are read
                dataset: records
                as-of: 2025-10-09
                given:
                  - input: orders
                    rows:
                      - {key: k1, value: '{"amount": 5}'}
                      - {key: !!binary azI=, value: '{"amount":', partition: 3, offset: 70}
                      - {value: null, timestamp: 2025-10-01}
                      - value: !!binary |
                          eyJhbW91bnQi
                          OiA3fQ==
                expect:
                  rows:
                    - {topic: orders, partition: 0, offset: 0, timestamp: 2025-10-09, key: k1, amount: 5, value: eyJhbW91bnQiOiA1fQ==}
                    - {topic: orders, partition: 0, offset: 3, timestamp: 2025-10-09, key: null, amount: 7, value: !!binary eyJhbW91bnQiOiA3fQ==}
                  quarantine:
                    rows:
                      - {partition: 3, offset: 70, key: k2, timestamp: 2025-10-09, _quarantine_rule: readable}
                      - {partition: 0, offset: 2, key: null, timestamp: 2025-10-01, _quarantine_rule: readable}
            """);
    assertThat(result.error()).isEmpty();
    assertThat(result.passed()).as("%s", result).isTrue();
    assertThat(
            complaint(
                """
                tests:
                  - name: no base64
                    dataset: records
                    given: [{input: read_kafka('orders'), rows: [{key: !!binary ä}]}]
                    expect: {rows: []}
                """))
        .hasMessageContaining("key");
  }

  @Test
  void rowsThatDoNotAreShownBesideTheOnesThatShould() {
    RowComparison rows =
        one("""
                tests:
                  - name: wrong
                    dataset: totals
                    given:
                      - input: paid
                        csv: |
                          customer,amount
                          anna,1.00
                          anna,2.00
                          bob,3.00
                          bob,
                          ,4.00
                    expect:
                      rows:
                        - {customer: anna, total: 3}
                        - {customer: bob, total: 4}
                        - {customer: cid, total: 5}
                """)
            .rows()
            .orElseThrow();
    assertThat(rows.schema().names()).containsExactly("customer", "total");
    assertThat(rows.expected()).isEqualTo(3);
    assertThat(rows.actual()).isEqualTo(3);
    assertThat(rows.matched()).isEqualTo(1);
    assertThat(rows.differences())
        .containsExactly(
            new Difference(
                Optional.of(List.of("bob", new BigDecimal("4.00"))),
                Optional.of(List.of("bob", new BigDecimal("3.00"))),
                List.of(1)),
            new Difference(
                Optional.of(List.of("cid", new BigDecimal("5.00"))),
                Optional.empty(),
                List.of(0, 1)),
            new Difference(
                Optional.empty(),
                Optional.of(Arrays.asList(null, new BigDecimal("4.00"))),
                List.of(0, 1)));
  }

  @Test
  void duplicatesCount() {
    FixtureResult result =
        one(
            """
            tests:
              - name: twice
                dataset: paid
                given:
                  - input: orders
                    rows: [{customer: a, amount: 9}, {customer: a, amount: 9}]
                expect:
                  rows: [{customer: a}]
            """);
    assertThat(result.passed()).isFalse();
    assertThat(result.rows().orElseThrow().differences())
        .containsExactly(new Difference(Optional.empty(), Optional.of(List.of("a")), List.of(0)));
  }

  @Test
  void rulesAreCountedAndTakeRowsOff() {
    String given =
        """
        tests:
          - name: rules
            dataset: orders
            given:
              - input: orders.csv
                rows:
                  - {order_id: 1, customer: anna, amount: 2}
                  - {order_id: 2, customer: bob, amount: 0}
                  - {order_id: 3, amount: 1}
            expect:
        """;
    assertThat(
            one(given
                    + """
                          csv: |
                            order_id,amount
                            1,2
                            3,1.00
                          expectations:
                            amount_positive: {evaluated: 3, passed: 2, failed: 1}
                            customer_known: {failed: 1}
                          quarantine:
                            rows:
                              - {order_id: 2, _quarantine_rule: amount_positive, _quarantine_source: orders.csv}
                    """
                        .indent(-0))
                .passed())
        .isTrue();
    FixtureResult wrong =
        one(given + "      expectations: {amount_positive: {failed: 0, passed: 2}}\n");
    assertThat(wrong.counts())
        .containsExactly(new CountDifference("amount_positive", "failed", 0, 1));
  }

  @Test
  void aRuleThatStopsTheUpdateFailsTheTestUnlessItIsExpected() {
    String given =
        """
        tests:
          - name: stop
            dataset: orders
            given:
              - input: read_files('orders.csv')
                rows: [{order_id: null, amount: 1}, {order_id: 1, amount: 1}]
            expect:
        """;
    FixtureResult failed = one(given + "      rows: []\n");
    assertThat(failed.error().orElseThrow().problem())
        .isEqualTo(
            "The update would fail: 1 of 2 rows violate 'id_present', which is ON VIOLATION FAIL"
                + " UPDATE");
    assertThat(one(given + "      fails: id_present\n").passed()).isTrue();
    assertThat(one(given + "      fails: customer_known\n").error().orElseThrow().problem())
        .isEqualTo("The update would not fail by 'customer_known': no row violates it");
  }

  @Test
  void parametersAndTheClockAreTheTestsOwn() {
    List<FixtureResult> results =
        run(
            """
            dataset: totals
            as-of: 2020-02-29 23:59:59
            parameters: {least: 1}
            tests:
              - name: of the file
                given: [{input: orders, rows: [{customer: a, amount: 2}]}]
                expect: {rows: [{customer: a, day: 2020-02-29}]}
              - name: its own
                as-of: 2021-01-01
                parameters: {least: 3}
                given: [{input: orders, rows: [{customer: a, amount: 2}]}]
                expect: {rows: []}
            """);
    assertThat(results).allMatch(FixtureResult::passed);
  }

  @Test
  void valuesOfEveryTypeGoInAndOut() {
    shop.sql(
            "sources/all_types.sql",
            """
            create materialized view all_types as select * from read_files('t.json',
              format => 'json', schema => 'b boolean, y tinyint, s smallint, i int, l bigint,
              f float, d double, n decimal(38,18), t string, x binary, dt date, ts timestamp,
              nt timestamp_ntz, a array<int>, m map<string, decimal(4,2)>,
              st struct<k: string, v: array<date>>')
            """)
        .sql("facts/same.sql", "create materialized view same as select * from all_types");
    String row =
        """
        {b: true, y: -128, s: 32767, i: 1, l: 9223372036854775807, f: 0.1, d: 1.0e-300,
         n: 12345678901234567890.123456789012345678, t: "null", x: AQID, dt: 2024-02-29,
         ts: 2024-02-29T01:00:00.000001+01:00, nt: 2024-02-29 00:00:00.5, a: [1, null],
         m: {k: 1.50, j: null}, st: {k: "", v: [2024-01-01]}}""";
    FixtureResult result =
        one(
            """
            tests:
              - name: types
                dataset: same
                given: [{input: all_types, rows: [%s, {}]}]
                expect: {rows: [%s, {b: null, y: null, s: null, i: null, l: null, f: null,
                  d: null, n: null, t: null, x: null, dt: null, ts: null, nt: null, a: null,
                  m: null, st: null}]}
            """
                .formatted(row.replace("\n", " "), row.replace("\n", " ")));
    assertThat(result.error()).isEmpty();
    assertThat(result.rows().orElseThrow().differences()).isEmpty();
  }

  @Test
  void targetsOfChangeDataAreTestedByTheirChanges() {
    shop.sql(
        "facts/customers.sql",
        """
        create or refresh streaming table customers;
        create flow customers_cdc as auto cdc into customers from stream(changes)
          keys (id) apply as delete when op = 'D' sequence by seq
          columns * except (op, seq) stored as scd type 2
        """);
    shop.sql(
        "sources/changes.sql",
        """
        create streaming table changes as select * from stream read_files('c.csv',
          format => 'csv', header => true, schema => 'id string, city string, op string, seq int')
        """);
    FixtureResult result =
        one(
            """
            tests:
              - name: a late change closes its span
                dataset: customers
                given:
                  - input: changes
                    csv: |
                      id,city,op,seq
                      1,Bonn,U,3
                      1,Ulm,U,1
                      2,Kiel,U,1
                      2,,D,2
                expect:
                  rows:
                    - {id: 1, city: Ulm, __START_AT: 1, __END_AT: 3}
                    - {id: 1, city: Bonn, __START_AT: 3, __END_AT: null}
                    - {id: 2, city: Kiel, __START_AT: 1, __END_AT: 2}
            """);
    assertThat(result.error()).isEmpty();
    assertThat(result.rows().orElseThrow().differences()).isEmpty();
  }

  @Test
  void everythingThatIsWrongIsToldWithItsPlace() {
    PerigonException all =
        complaint(
            """
            tests:
              - name: a
                dataset: totls
                expect: {rows: []}
              - name: b
                dataset: totals
                given:
                  - input: ordres
                    rows: []
                  - input: orders
                    rows:
                      - {amuont: 1}
                      - {amount: 1.234}
                expect:
                  rows:
                    - {customer: a, totl: 1}
                    - {customer: a}
              - name: c
                dataset: orders
                parameters: {last: 3}
                expect:
                  expectations: {amount_negative: {failed: 1}}
                  qarantine: {rows: []}
              - name: b
                dataset: Totals
                expect: {rows: [{total: much}]}
              - dataset: totals
                expect: {rows: []}
              - name: d
                dataset: totals
                expect: {}
            """);
    assertThat(all.getMessage())
        .contains(
            "tests/all.yml:2:5: Cannot test 'totls': the project has no such dataset",
            "Did you mean 'totals'?",
            "tests/all.yml:8:16: Cannot give 'ordres' to 'totals': its query does not read it",
            "Did you mean 'orders'? It reads: orders, paid",
            "tests/all.yml:12:22: Cannot use column 'amuont': there is no such column here",
            "Did you mean 'amount'? Columns are: order_id, customer, amount",
            "tests/all.yml:13:22: Cannot use the value of 'amount': it is no DECIMAL(10,2)",
            "Write a number with at most 10 digits, 2 of them after the point",
            "tests/all.yml:16:31: Cannot use column 'totl'",
            "tests/all.yml:17:11: Cannot compare this row: it lacks column 'totl', which the first"
                + " row has",
            "tests/all.yml:20:24: Cannot set 'last': the project has no such parameter",
            "tests/all.yml:22:39: Cannot expect anything of rule 'amount_negative': 'orders' has no"
                + " such expectation",
            "Did you mean 'amount_positive'?",
            "tests/all.yml:23:7: Cannot use key 'qarantine': there is no such key here",
            "tests/all.yml:24:5: Cannot use test 'b' of 'Totals': one of that name is at"
                + " tests/all.yml:5:5",
            "tests/all.yml:26:29: Cannot use the value of 'total': it is no DECIMAL(20,2)",
            "tests/all.yml:27:5: Cannot use this: it has no 'name'",
            "tests/all.yml:31:13: Cannot use this test: it expects nothing")
        .startsWith("Cannot test project 'shop': 13 problems");
    assertThat(catchThrowableOfType(PerigonException.class, this::check).getMessage())
        .isEqualTo(all.getMessage());
  }

  private void check() {
    tests.check(shop.project.load(), folder.resolve("data").toUri());
  }

  @Test
  void aProjectWithoutTestsIsToldHowToWriteOne() {
    Project project = shop.project.load();
    PerigonException none =
        catchThrowableOfType(
            PerigonException.class,
            () ->
                tests.run(
                    project, folder.toUri(), List.of(), folder.resolve("work"), result -> {}));
    assertThat(none.code()).isEqualTo(ErrorCode.FILE);
    assertThat(none).hasMessage("Cannot test project 'shop': it has no tests");
    assertThat(none.remedy()).startsWith("Write tests/<dataset>.yml");
    assertThat(tests.check(project, folder.toUri())).isEmpty();
    assertThat(Files.exists(folder.resolve("project/tests"))).isFalse();
  }
}
