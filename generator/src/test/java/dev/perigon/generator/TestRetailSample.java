package dev.perigon.generator;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.reducing;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rows make sense, in the sample and in a larger shop, for several seeds. */
class TestRetailSample {
  @TempDir private static Path folder;
  private static List<Sample> samples;

  @BeforeAll
  static void generate() {
    RetailOptions sample = RetailOptions.defaults();
    RetailOptions shop = sample.withCustomers(700);
    samples =
        List.of(
            Sample.generate(sample, folder.resolve("sample")),
            Sample.generate(sample.withSeed(1), folder.resolve("seed 1")),
            Sample.generate(shop, folder.resolve("shop")),
            Sample.generate(shop.withSeed(2), folder.resolve("shop 2")));
  }

  private static BigDecimal amount(Map<String, String> row, String column) {
    return new BigDecimal(row.get(column));
  }

  @Test
  void totalsAddUp() {
    for (Sample sample : samples) {
      assertThat(sample.rows("sales/transactions"))
          .allSatisfy(
              row -> {
                BigDecimal subtotal = amount(row, "subtotal");
                BigDecimal tax =
                    subtotal.multiply(new BigDecimal("0.08")).setScale(2, RoundingMode.HALF_UP);
                assertThat(amount(row, "tax_amount")).isEqualTo(tax);
                assertThat(amount(row, "total_amount"))
                    .isEqualTo(subtotal.add(tax).subtract(amount(row, "discount_amount")))
                    .isPositive();
              });
    }
  }

  @Test
  void subtotalsAreTheSumsOfTheirLines() {
    for (Sample sample : samples) {
      Map<String, BigDecimal> sums =
          sample.rows("sales/transaction_items").stream()
              .collect(
                  groupingBy(
                      row -> row.get("transaction_id"),
                      mapping(
                          row -> amount(row, "line_total"),
                          reducing(BigDecimal.ZERO, BigDecimal::add))));
      List<Map<String, String>> transactions = sample.rows("sales/transactions");
      assertThat(sums).hasSameSizeAs(transactions);
      assertThat(transactions)
          .allSatisfy(
              row ->
                  assertThat(amount(row, "subtotal"))
                      .isEqualTo(sums.get(row.get("transaction_id"))));
    }
  }

  @Test
  void linesCostWhatTheirProductsCost() {
    for (Sample sample : samples) {
      Map<String, Map<String, String>> products = sample.byKey("products/products", "product_id");
      assertThat(sample.rows("sales/transaction_items"))
          .allSatisfy(
              row -> {
                BigDecimal gross = amount(row, "unit_price").multiply(amount(row, "quantity"));
                assertThat(amount(row, "unit_price"))
                    .isEqualTo(amount(products.get(row.get("product_id")), "price"));
                assertThat(amount(row, "line_total"))
                    .isEqualTo(gross.subtract(amount(row, "discount_applied")))
                    .isPositive();
              });
    }
  }

  @Test
  void everyReferenceLeadsToARow() {
    for (Sample sample : samples) {
      check(sample, "customer/customers", "customer_id", "customer/loyalty_program");
      check(sample, "customer/customers", "customer_id", "customer/support_tickets");
      check(sample, "customer/customers", "customer_id", "customer/app_usage");
      check(sample, "customer/customers", "customer_id", "sales/transactions");
      check(sample, "sales/transactions", "transaction_id", "sales/transaction_items");
      check(sample, "sales/transactions", "transaction_id", "logistics/shipments");
      check(sample, "products/products", "product_id", "sales/transaction_items");
      check(sample, "products/products", "product_id", "products/inventory");
      check(sample, "products/products", "product_id", "products/product_suppliers");
      check(sample, "products/suppliers", "supplier_id", "products/product_suppliers");
      check(sample, "logistics/warehouse_locations", "location_id", "products/inventory");
      check(sample, "logistics/shipments", "shipment_id", "logistics/tracking_events");
    }
  }

  private static void check(Sample sample, String parent, String key, String child) {
    assertThat(sample.column(parent, key))
        .doesNotHaveDuplicates()
        .contains(sample.column(child, key).get(0));
    assertThat(new HashSet<>(sample.column(parent, key))).containsAll(sample.column(child, key));
  }

  @Test
  void storesAreNamedInStoresAlone() {
    for (Sample sample : samples) {
      HashSet<String> locations =
          new HashSet<>(sample.column("logistics/warehouse_locations", "location_id"));
      assertThat(sample.rows("sales/transactions"))
          .allSatisfy(
              row -> {
                if (row.get("channel").equals("store")) {
                  assertThat(locations).contains(row.get("store_id"));
                } else {
                  assertThat(row.get("store_id")).isEmpty();
                  assertThat(row.get("payment_method")).isNotEqualTo("cash");
                }
              });
    }
  }

  @Test
  void nothingHappensBeforeTheCustomerRegistered() {
    for (Sample sample : samples) {
      Map<String, Map<String, String>> customers =
          sample.byKey("customer/customers", "customer_id");
      for (Map.Entry<String, String> event :
          Map.of(
                  "sales/transactions", "transaction_date",
                  "customer/support_tickets", "created_date",
                  "customer/app_usage", "session_date")
              .entrySet()) {
        assertThat(sample.rows(event.getKey()))
            .allSatisfy(
                row ->
                    assertThat(row.get(event.getValue()).substring(0, 10))
                        .isGreaterThanOrEqualTo(
                            customers
                                .get(row.get("customer_id"))
                                .get("registration_date")
                                .substring(0, 10)));
      }
    }
  }

  @Test
  void aLargeShopHasWhatRealShopsHave() {
    Sample shop = samples.get(2);

    assertThat(shop.column("sales/transactions", "status"))
        .contains("completed", "cancelled", "refunded");
    assertThat(shop.column("products/products", "status"))
        .contains("active", "seasonal", "discontinued");
    assertThat(shop.column("customer/customers", "email")).contains("");
    assertThat(shop.column("customer/support_tickets", "satisfaction_score"))
        .contains("", "1", "5");
    assertThat(shop.rows("customer/loyalty_program")).hasSizeBetween(600, 699);
    assertThat(new HashSet<>(shop.column("sales/transactions", "customer_id")))
        .as("customers who bought")
        .hasSizeBetween(500, 699);
  }
}
