package dev.perigon.generator;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Duplicates and sentinels, on request. */
class TestRetailBlemishes {
  private static final RetailOptions CLEAN = RetailOptions.defaults();

  @TempDir private Path folder;

  private static List<List<Map<String, String>>> twice(Sample sample, String path, String key) {
    return sample.rows(path).stream().collect(groupingBy(row -> row.get(key))).values().stream()
        .filter(rows -> rows.size() > 1)
        .toList();
  }

  private static Map<String, String> without(String column, Map<String, String> row) {
    Map<String, String> rest = new HashMap<>(row);
    rest.remove(column);
    return rest;
  }

  @Test
  void aCustomerComesTwiceWithAnotherPhone() {
    Sample sample = Sample.generate(CLEAN.withDuplicates(), folder);

    assertThat(twice(sample, "customer/customers", "customer_id"))
        .singleElement()
        .satisfies(
            rows -> {
              assertThat(without("phone", rows.get(0))).isEqualTo(without("phone", rows.get(1)));
              assertThat(rows.get(0).get("phone")).isNotEqualTo(rows.get(1).get("phone"));
            });
  }

  @Test
  void aProductComesTwiceWithItsCostACentApart() {
    Sample sample = Sample.generate(CLEAN.withDuplicates(), folder);

    assertThat(twice(sample, "products/products", "product_id"))
        .singleElement()
        .satisfies(
            rows -> {
              assertThat(without("cost", rows.get(0))).isEqualTo(without("cost", rows.get(1)));
              assertThat(
                      new BigDecimal(rows.get(1).get("cost"))
                          .subtract(new BigDecimal(rows.get(0).get("cost"))))
                  .isEqualTo(new BigDecimal("0.01"));
            });
  }

  @Test
  void aTicketComesTwice() {
    Sample sample = Sample.generate(CLEAN.withDuplicates(), folder);

    assertThat(twice(sample, "customer/support_tickets", "ticket_id"))
        .singleElement()
        .satisfies(rows -> assertThat(rows.get(0)).isEqualTo(rows.get(1)));
  }

  @Test
  void oneCustomerInAHundredComesTwice() {
    Sample sample = Sample.generate(CLEAN.withCustomers(1000).withDuplicates(), folder);

    assertThat(twice(sample, "customer/customers", "customer_id")).hasSize(10);
  }

  @Test
  void openTicketsCarrySentinels() {
    Sample clean = Sample.generate(CLEAN, folder.resolve("clean"));
    Sample sample = Sample.generate(CLEAN.withSentinels(), folder.resolve("sentinels"));

    List<Map<String, String>> expected =
        clean.rows("customer/support_tickets").stream()
            .map(TestRetailBlemishes::withSentinels)
            .toList();
    assertThat(sample.rows("customer/support_tickets")).isEqualTo(expected);
  }

  private static Map<String, String> withSentinels(Map<String, String> row) {
    Map<String, String> marked = new HashMap<>(row);
    if (row.get("resolved_date").isEmpty()) {
      marked.put("resolved_date", "1970-01-01 00:00:00");
      marked.put("satisfaction_score", "0");
    }
    return marked;
  }

  @Test
  void blemishesChangeNothingElse() {
    Map<String, String> clean = Sample.generate(CLEAN, folder.resolve("clean")).digests();
    Map<String, String> dirty =
        Sample.generate(CLEAN.withDuplicates().withSentinels(), folder.resolve("dirty")).digests();

    for (String touched :
        List.of(
            "customer/customers.csv", "customer/support_tickets.csv", "products/products.csv")) {
      assertThat(dirty.remove(touched)).isNotEqualTo(clean.remove(touched));
    }
    assertThat(dirty).isEqualTo(clean);
  }
}
