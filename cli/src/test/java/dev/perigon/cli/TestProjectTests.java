package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code perigon test}, as a person and a script see it. */
final class TestProjectTests {
  @TempDir private Path temp;
  private Shop shop;
  private Cli cli;

  @BeforeEach
  void writeShop() throws IOException {
    shop = Shop.in(temp.resolve("shop"));
    cli = Cli.in(temp);
  }

  private Cli.Result failing() throws IOException {
    shop.write(
        "tests/totals.yml",
        """
        tests:
          - name: sums
            dataset: totals
            given:
              - input: orders
                rows:
                  - {customer_id: anna, amount: 1}
                  - {customer_id: anna, amount: 2.5}
                  - {customer_id: bob, amount: 1}
                  - {customer_id: cid, amount: 1}
            expect:
              rows:
                - {customer_id: anna, total: 3}
                - {customer_id: bob, total: 1}
                - {customer_id: dora, total: 7}
          - name: nothing
            dataset: totals
            expect: {rows: []}
        """);
    return cli.run("test", "shop");
  }

  @Test
  void aFailedTestShowsItsRowsSideBySide() throws IOException {
    Cli.Result result = failing();
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err()).isEmpty();
    assertThat(timeless(result.out()))
        .isEqualTo(
            """
            failed totals: sums (0 ms)
              at tests/totals.yml:2:5
              rows: 1 as expected, 1 differs, 1 missing, 1 unexpected
                            customer_id (STRING)  total (DECIMAL(20,2))
                ----------  --------------------  ---------------------
                differs     anna                  3.00 → 3.50
                missing     dora                  7.00
                unexpected  cid                   1.00
                (expected → got)
            ok     totals: nothing (0 ms)
            2 tests of 1 dataset: 1 failed in 0.00 s
            """);
  }

  private static String timeless(String text) {
    return text.replaceAll("[0-9,]+ ms", "0 ms").replaceAll("[0-9.]+ s\n", "0.00 s\n");
  }

  @Test
  void nothingIsWrittenAndNoHomeIsMade() throws IOException {
    failing();
    assertThat(temp.resolve(".perigon")).doesNotExist();
    assertThat(Files.list(temp)).containsExactly(temp.resolve("shop"));
  }

  @Test
  void scriptsReadTheSameInJson() throws IOException {
    failing();
    Cli.Result result = cli.run("test", "shop", "--json");
    assertThat(result.code()).isEqualTo(3);
    JsonNode document = new ObjectMapper().readTree(result.out());
    assertThat(document.path("passed").asInt()).isEqualTo(1);
    assertThat(document.path("failed").asInt()).isEqualTo(1);
    JsonNode rows = document.at("/tests/0/rows");
    assertThat(rows.path("matched").asInt()).isEqualTo(1);
    assertThat(rows.path("differences")).hasSize(3);
    assertThat(rows.at("/differences/0").toString())
        .isEqualTo(
            "{\"kind\":\"differs\",\"columns\":[\"total\"],"
                + "\"expected\":{\"customer_id\":\"anna\",\"total\":3.0},"
                + "\"actual\":{\"customer_id\":\"anna\",\"total\":3.5}}");
  }

  @Test
  void onlyTheSelectedDatasetsAreTested() throws IOException {
    failing();
    shop.write(
        "tests/orders.yaml",
        """
        tests:
          - name: negative amounts are dropped
            dataset: orders
            given:
              - input: orders.csv
                rows: [{order_id: 1, amount: -1}, {order_id: 2, amount: 1}]
            expect:
              rows: [{order_id: 2}]
              expectations: {amount_positive: {failed: 1}}
        """);
    assertThat(cli.run("test", "shop", "--select", "orders"))
        .satisfies(result -> assertThat(result.out()).endsWith(" s\n"))
        .satisfies(result -> assertThat(result.out()).contains("1 test of 1 dataset passed in"))
        .extracting(Cli.Result::code)
        .isEqualTo(0);
    assertThat(cli.run("test", "shop", "--select", "order").err())
        .isEqualTo(
            """
            error: Cannot select 'order': no test is of a dataset of that name
              try: Did you mean 'orders'? Tested are: orders, totals
            """);
  }

  @Test
  void aTestIsMadeFromAFewRowsOfCurrentDataAndPasses() throws IOException {
    assertThat(cli.run("test", "shop", "--create", "totals").err())
        .isEqualTo(
            """
            error: Cannot make a test from current data: project 'shop' has never run in this home
              try: Run it first: 'perigon run shop', or give the --home that it ran in
            """);
    assertThat(cli.run("run", "shop", "--as-of", "2025-10-09").code()).isZero();
    Cli.Result made = cli.run("test", "shop", "--create", "orders");
    Path file = shop.folder().resolve("tests/orders.yml");
    assertThat(made.out())
        .isEqualTo(
            """
            Wrote %s: 3 rows in, 3 rows out, as of 2025-10-09T00:00:00Z
            It holds values from your data: look through it before others see it.
            """
                .formatted(file));
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            dataset: orders
            as-of: 2025-10-09T00:00:00Z

            tests:
              - name: as in current data
                given:
                  - input: orders.csv
                    rows:
                      - {order_id: 1, customer_id: anna, amount: 10.50}
                      - {order_id: 2, customer_id: bob, amount: 4.25}
                      - {order_id: 3, customer_id: anna, amount: 0.25}
                expect:
                  rows:
                    - {order_id: 1, customer_id: anna, amount: 10.50}
                    - {order_id: 2, customer_id: bob, amount: 4.25}
                    - {order_id: 3, customer_id: anna, amount: 0.25}
                  expectations:
                    amount_positive: {evaluated: 3, passed: 3, failed: 0}
            """);
    assertThat(cli.run("test", "shop", "--create", "totals").code()).isZero();
    assertThat(cli.run("test", "shop").out())
        .endsWith(" s\n")
        .contains("2 tests of 2 datasets passed");
    Files.writeString(file, "mine");
    assertThat(cli.run("test", "shop", "--create", "orders"))
        .isEqualTo(
            new Cli.Result(
                3,
                "",
                """
                error: Cannot write '%s': it is there already
                  try: Add --overwrite to replace it, or rename it first
                """
                    .formatted(file)));
    assertThat(file).hasContent("mine");
    assertThat(cli.run("test", "shop", "--create", "orders", "--overwrite").code()).isZero();
    assertThat(Files.readString(file)).startsWith("dataset: orders");
  }

  @Test
  void validateChecksTestsToo() throws IOException {
    failing();
    assertThat(cli.run("validate", "shop").out())
        .isEqualTo("shop: 2 datasets, 1 report query, 2 tests, no complaints\n");
    shop.write("tests/totals.yml", "tests: [{name: a, dataset: totl, expect: {rows: []}}]\n");
    Cli.Result result = cli.run("validate", "shop");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .isEqualTo(
            """
            error: Cannot test 'totl': the project has no such dataset
              at tests/totals.yml:1:9
              try: Did you mean 'totals'? Run 'perigon graph' to see its datasets
            """);
  }
}
