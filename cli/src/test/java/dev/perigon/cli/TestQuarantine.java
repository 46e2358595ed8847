package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code perigon quarantine}, as a person or a script calls it. */
final class TestQuarantine {
  private static final String RULES =
      """
      create streaming table held (constraint large expect (amount > %s) on violation quarantine row)
      as select order_id, amount from stream(read_files('orders.csv', format => 'csv', header => true,
        schema => 'order_id string, customer_id string, amount decimal(10,2)'))
      """;

  @TempDir private Path temp;
  private Cli cli;
  private Shop shop;

  @BeforeEach
  void runShop() throws IOException {
    shop = Shop.in(temp.resolve("shop"));
    shop.write("views/held.sql", RULES.formatted("1000"));
    cli = Cli.in(temp).with("PERIGON_HOME", "home");
    assertThat(cli.run("run", "shop").code()).isZero();
  }

  private String out(String... args) {
    Cli.Result result = cli.run(args);
    assertThat(result.code()).as(result.err()).isZero();
    return result.out();
  }

  private String err(int code, String... args) {
    Cli.Result result = cli.run(args);
    assertThat(result.code()).as(result.out()).isEqualTo(code);
    return result.err();
  }

  @Test
  void listsCountsAndNoValuesUnlessRowsAreAskedFor() {
    assertThat(out("quarantine", "list"))
        .matches("(?s)dataset +rows +rules +oldest +newest\n.*\\.held +4 +large 4 +20.*");
    assertThat(out("quarantine", "list", "held"))
        .contains("large", "amount > 1000", "orders.csv", "4 rows in ");
    assertThat(out("quarantine", "list", "held", "--rows", "1", "--format", "json"))
        .contains("\"_quarantine_rule\"", "\"order_id\"");
    assertThat(out("quarantine", "list", "held", "--rule", "other")).contains("0 rows in ");
    assertThat(out("quarantine", "list", "--project", "shop")).contains(".held");
    assertThat(err(2, "quarantine", "list", "--rows", "1")).contains("Cannot show rows");
    assertThat(err(3, "quarantine", "list", "hold")).contains("There are quarantines of");
    assertThat(err(2, "quarantine")).contains("Say one of list, replay, drop");
  }

  @Test
  void replaysWithTheRulesOfToday() throws IOException {
    shop.write("views/held.sql", RULES.formatted("0"));
    assertThat(err(2, "quarantine", "replay", "held")).contains("Name it with --project");
    assertThat(out("quarantine", "replay", "held", "--project", "shop", "--dry-run"))
        .contains(": 3 of 4 rows would pass; 1 stay");
    assertThat(out("quarantine", "replay", "held", "--project", "shop"))
        .contains(": 3 of 4 rows passed and are in version 1; 1 stay");
    assertThat(out("quarantine", "replay", "held", "--project", "shop"))
        .contains(": 0 of 1 rows passed; 1 stay");
    assertThat(err(3, "quarantine", "replay", "orders", "--project", "shop")).contains("Cannot ");
  }

  @Test
  void dropsOnlyWhenAskedWithYes() {
    assertThat(err(2, "quarantine", "drop", "held"))
        .contains("Cannot drop rows without --yes: ", "add --yes");
    assertThat(out("quarantine", "drop", "held", "--dry-run")).contains("would drop");
    assertThat(out("quarantine", "drop", "held", "--yes")).contains("dropped", "; 0 stay");
    assertThat(out("quarantine", "list", "held")).contains("0 rows in ");
    assertThat(err(3, "quarantine", "drop", "held", "--where", "nme = 1"))
        .contains("Cannot choose rows of ");
  }
}
