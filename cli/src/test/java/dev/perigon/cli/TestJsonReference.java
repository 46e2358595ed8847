package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.house.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds {@code docs/reference/json.md} to the documents that the verbs print. */
final class TestJsonReference {
  private static final Pattern SECTION = Pattern.compile("## (.+)");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\|.*");

  @TempDir private Path temp;
  private Cli cli;
  private Shop shop;

  @BeforeEach
  void runShop() throws IOException {
    shop = Shop.in(temp.resolve("shop"));
    shop.write(
        "views/noted.sql",
        """
        create materialized view noted (customer_id string comment 'Who')
        cluster by (customer_id) as select customer_id from orders
        """);
    cli = Cli.in(temp);
    assertThat(cli.run("run", "shop").code()).isZero();
  }

  @Test
  void everyKeyThatIsPrintedIsDocumentedAndTheOtherWayRound() throws IOException {
    holds(
        "run, validate",
        run("run", "shop", "--json"),
        Set.of("error", "datasets[].error", "datasets[].keys"));
    shop.write("views/broken.sql", "create materialized view broken as select nme from orders");
    JsonNode failed = run("run", "shop", "--json");
    holds("run, validate", failed, keysOf("run, validate").keySet());
    holds("Errors", run("validate", "shop", "--json"), Set.of());
    assertThat(failed.at("/error/code").asText()).isEqualTo("ANALYSIS");
    assertThat(failed.at("/error/at").asText()).startsWith("views/broken.sql:1:");
  }

  @Test
  void tablesAreDescribedInJsonAsDocumented() throws IOException {
    Set<String> optional = Set.of("columns[].comment");
    holds("describe", run("describe", "orders", "--json"), optional);
    holds("history", run("history", "orders", "--json").get(0), Set.of());
    holds("optimize", run("optimize", "noted", "--json"), Set.of());
    cli.run("run", "shop");
    holds("restore", run("restore", "noted", "--version", "0", "--json"), Set.of());
    holds("vacuum", run("vacuum", "orders", "--json"), Set.of());
    assertThat(run("tables", "--json").get(0).isTextual()).isTrue();
    assertThat(run("query", "select 1.50 as a", "--format", "json").toString())
        .isEqualTo("[{\"a\":1.5}]");
  }

  @Test
  void quarantinesAreToldInJsonAsDocumented() throws IOException {
    shop.write(
        "views/held.sql",
        """
        create streaming table held (constraint large expect (amount > 1e9) on violation quarantine row)
        as select order_id, amount from stream(read_files('orders.csv', format => 'csv', header => true,
          schema => 'order_id string, customer_id string, amount decimal(10,2)'))
        """);
    cli.run("run", "shop");
    holds("quarantine list", run("quarantine", "list", "held", "--json"), Set.of());
    shop.write(
        "views/held.sql",
        """
        create streaming table held as select order_id, amount
        from stream(read_files('orders.csv', format => 'csv', header => true,
          schema => 'order_id string, customer_id string, amount decimal(10,2)'))
        """);
    holds(
        "quarantine replay",
        run(
            "quarantine",
            "replay",
            "held",
            "--project",
            "shop",
            "--where",
            "order_id = 1",
            "--json"),
        Set.of("source", "source_rows"));
    holds("quarantine drop", run("quarantine", "drop", "held", "--yes", "--json"), Set.of());
  }

  @Test
  void projectsAndMachinesAreDescribedInJsonAsDocumented() throws IOException {
    holds("graph", run("graph", "shop", "--format", "json", "--types"), Set.of());
    Set<String> sent =
        keysOf("generate").keySet().stream()
            .filter(key -> key.startsWith("kafka."))
            .collect(Collectors.toSet());
    assertThat(sent).hasSize(7);
    holds("generate", run("generate", "retail", "--out", "made", "--json"), sent);
    holds("init", run("init", "mine", "--json"), Set.of());
    holds("doctor", run("doctor", "--json"), Set.of("checks[].remedy"));
    holds("kafka", run("kafka", "status", "--json"), Set.of("bootstrap_servers", "pid"));
  }

  @Test
  void testsAreToldInJsonAsDocumented() throws IOException {
    shop.write(
        "tests/orders.yml",
        """
        dataset: orders
        tests:
          - name: wrong
            given: [{input: orders.csv, rows: [{order_id: 1, amount: 1}, {order_id: 2, amount: 1}]}]
            expect:
              rows: [{order_id: 1, amount: 2}, {order_id: 3, amount: 3}]
              expectations: {amount_positive: {failed: 1}}
        """);
    holds("test", run("test", "shop", "--json"), Set.of("tests[].error", "tests[].quarantine"));
    holds("test --create", run("test", "shop", "--create", "totals", "--json"), Set.of());
  }

  private JsonNode run(String... args) throws IOException {
    return new ObjectMapper().readTree(cli.run(args).out());
  }

  static void holds(String section, JsonNode document, Set<String> mayBeAbsent) throws IOException {
    Map<String, String> documented = keysOf(section);
    Set<String> printed = new TreeSet<>();
    collect(document, "", documented, printed);
    Set<String> missing = new HashSet<>(documented.keySet());
    missing.removeAll(printed);
    assertThat(documented.keySet()).as("documented in %s", section).containsAll(printed);
    assertThat(mayBeAbsent).as("documented but not printed").containsAll(missing);
  }

  /** Paths of leaves; what is documented as a whole is not looked into. */
  private static void collect(
      JsonNode node, String path, Map<String, String> documented, Set<String> into) {
    if (documented.containsKey(path)) {
      into.add(path);
    } else if (node.isObject()) {
      node.properties()
          .forEach(
              field -> {
                String key = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                collect(field.getValue(), key, documented, into);
              });
    } else if (node.isArray()) {
      if (node.isEmpty() && documented.containsKey(path + "[]")) {
        into.add(path + "[]");
      }
      node.forEach(item -> collect(item, path + "[]", documented, into));
    } else {
      into.add(path);
    }
  }

  private static Map<String, String> keysOf(String wanted) throws IOException {
    Map<String, String> keys = new TreeMap<>();
    String section = "";
    List<String> lines = Files.readAllLines(Repository.root().resolve("docs/reference/json.md"));
    for (String line : lines) {
      Matcher title = SECTION.matcher(line);
      Matcher row = ROW.matcher(line);
      if (title.matches()) {
        section = title.group(1);
      } else if (row.matches() && section.equals(wanted)) {
        keys.put(row.group(1), row.group(2).strip());
      }
    }
    assertThat(keys).as("keys of %s", wanted).isNotEmpty();
    return keys;
  }
}
