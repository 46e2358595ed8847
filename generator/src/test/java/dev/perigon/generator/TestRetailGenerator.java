package dev.perigon.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRetailGenerator {
  private static final RetailOptions DEFAULTS = RetailOptions.defaults();

  @TempDir private Path folder;

  @Test
  void makesAsManyRowsAsTheRetailerHas() {
    Map<String, Long> rows = new ConcurrentHashMap<>();

    RetailGenerator.generate(DEFAULTS, folder, rows::put);

    assertThat(rows)
        .containsOnly(
            entry("customer/customers.csv", 15L),
            entry("customer/loyalty_program.csv", 15L),
            entry("customer/support_tickets.csv", 17L),
            entry("customer/app_usage.csv", 20L),
            entry("sales/transactions.csv", 20L),
            entry("sales/transaction_items.csv", 25L),
            entry("sales/regional_sales.csv", 25L),
            entry("products/products.csv", 25L),
            entry("products/inventory.csv", 25L),
            entry("products/suppliers.csv", 10L),
            entry("products/product_suppliers.csv", 40L),
            entry("logistics/shipments.csv", 20L),
            entry("logistics/warehouse_locations.csv", 15L),
            entry("logistics/tracking_events.csv", 30L));
  }

  @Test
  void makesEightTransactionsAndTwentyItemsPerCustomerOfALargeShop() {
    Sample sample = Sample.generate(DEFAULTS.withCustomers(1000), folder);

    assertThat(sample.rows("customer/customers")).hasSize(1000);
    assertThat(sample.rows("sales/transactions")).hasSize(8000);
    assertThat(sample.rows("sales/transaction_items")).hasSize(20_000);
    assertThat(sample.rows("products/products")).hasSize(204);
  }

  @Test
  void givesTheSameBytesForTheSameOptions() {
    RetailOptions options = DEFAULTS.withCustomers(300).withDuplicates().withSentinels();

    Sample once = Sample.generate(options, folder.resolve("once"));
    Sample again = Sample.generate(options, folder.resolve("again"));

    assertThat(once.digests()).hasSize(14).isEqualTo(again.digests());
  }

  /** These change only with a new version in the marker, because people compare their runs. */
  @Test
  void givesTheSameBytesOnEveryMachine() {
    Map<String, String> digests = Sample.generate(DEFAULTS, folder).digests();

    assertThat(digests)
        .containsEntry(
            "customer/customers.csv",
            "66f45b89c128432e2692e3580e633efe80c6bfdead98a532a4d15930d7563829")
        .containsEntry(
            "sales/transactions.csv",
            "f85d4b7961ee23176848c5b632c0d8637534a12b51b25754164f50eee7797f3a");
  }

  @Test
  void givesOtherRowsForAnotherSeed() {
    Sample sample = Sample.generate(DEFAULTS, folder.resolve("a"));
    Sample other = Sample.generate(DEFAULTS.withSeed(7), folder.resolve("b"));

    assertThat(sample.digests().values()).doesNotContainAnyElementsOf(other.digests().values());
  }

  @Test
  void endsOnTheAsOfDate() {
    LocalDate asOf = LocalDate.of(2020, 2, 29);
    Sample sample =
        Sample.generate(DEFAULTS.withCustomers(400).withAsOf(asOf), folder.resolve("early"));

    assertThat(sample.column("sales/transactions", "transaction_date"))
        .allSatisfy(
            time -> assertThat(LocalDate.parse(time.substring(0, 10))).isBeforeOrEqualTo(asOf))
        .anySatisfy(time -> assertThat(time).startsWith("2020-02-29"));
  }

  @Test
  void isNeededWhereNothingIsAndSaysWhenWhatItMadeEnds() {
    assertThat(RetailGenerator.isNeeded(folder)).isTrue();
    assertThat(RetailGenerator.isNeeded(folder.resolve("nowhere"))).isTrue();
    assertThat(RetailGenerator.end(folder)).isEmpty();

    Sample.generate(DEFAULTS.withAsOf(LocalDate.of(2024, 2, 29)), folder);

    assertThat(RetailGenerator.isNeeded(folder)).isFalse();
    assertThat(RetailGenerator.end(folder)).contains(LocalDate.of(2024, 2, 29));
  }

  @Test
  void filesThatSomebodyPutThereAreNotOverwrittenByASample() throws Exception {
    Files.createDirectories(folder.resolve("customer"));
    Files.writeString(folder.resolve("customer/customers.csv"), "mine");

    assertThat(RetailGenerator.isNeeded(folder)).isFalse();
  }

  @Test
  void leavesNeitherHalfAFileNorAMarkerWhenItFails() throws Exception {
    Sample.generate(DEFAULTS, folder);
    Path inTheWay = folder.resolve("customer/customers.csv");
    Files.delete(inTheWay);
    Files.createDirectories(inTheWay.resolve("x"));

    assertThatThrownBy(() -> Sample.generate(DEFAULTS, folder))
        .isInstanceOfSatisfying(
            PerigonException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.FILE);
              assertThat(e).hasMessageStartingWith("Cannot write sample data to " + inTheWay);
            });

    assertThat(RetailGenerator.isNeeded(folder)).isTrue();
    assertThat(RetailGenerator.end(folder)).isEmpty();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.filter(f -> f.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  @Test
  void sweepsAwayWhatAKilledRunLeft() throws Exception {
    Path sales = Files.createDirectories(folder.resolve("sales"));
    Path old = Files.createFile(sales.resolve(".transactions.csv1.tmp"));
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(7200)));
    Path young = Files.createFile(sales.resolve(".transactions.csv2.tmp"));

    Sample.generate(DEFAULTS, folder);

    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @Test
  void refusesAShopWithoutCustomers() {
    assertThatThrownBy(() -> DEFAULTS.withCustomers(0))
        .isInstanceOf(PerigonException.class)
        .hasMessage("Cannot generate 0 customers: not between 1 and 100,000,000");
  }

  @Test
  void makesTheSmallestShop() {
    Sample sample =
        Sample.generate(DEFAULTS.withCustomers(1).withDuplicates().withSentinels(), folder);

    assertThat(sample.column("customer/customers", "customer_id"))
        .containsExactly("CUST001", "CUST001");
    assertThat(sample.column("sales/transactions", "customer_id")).containsOnly("CUST001");
  }
}
