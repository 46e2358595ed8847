package dev.perigon.generator.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each fault comes at its rate, and only when asked for. */
class TestCommerceFaults {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CommerceOptions CLEAN = CommerceOptions.defaults();

  @TempDir private Path folder;

  private Delivered with(Fault... faults) {
    return Delivered.generate(CLEAN.withFaults(Set.of(faults)), folder);
  }

  private static Optional<JsonNode> parsed(String line) {
    try {
      return Optional.of(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static List<JsonNode> objects(Delivered shop, String source) {
    return shop.lines(source).stream().flatMap(line -> parsed(line).stream()).toList();
  }

  @Test
  void aCleanShopHasNone() {
    Delivered shop = with();

    assertThat(objects(shop, "customers"))
        .hasSize(1000)
        .extracting(customer -> customer.get("customer_id").asText())
        .doesNotHaveDuplicates();
    assertThat(objects(shop, "customers"))
        .allSatisfy(
            customer -> {
              assertThat(customer.get("email").asText())
                  .matches("[a-z]+\\.[a-z]+\\+\\d+@example\\.com")
                  .doesNotContain("test");
              assertThat(customer.get("phone").asText()).matches("\\+1\\d{10}");
              assertThat(customer.get("lifetime_value").isNumber()).isTrue();
              assertThat(customer.get("updated_date").asText())
                  .startsWith(customer.get("created_date").asText());
              assertThat(customer.has("preferred_language")).isFalse();
            });
    assertThat(shop.csv("transactions")).doesNotHaveDuplicates();
    assertThat(objects(shop, "events"))
        .extracting(event -> event.get("event_id").asText())
        .hasSize(8000)
        .doesNotHaveDuplicates();
  }

  @Test
  void amountsArePriceTimesQuantityAndNobodyBuysBeforeTheyCame() {
    Delivered shop = with();
    Map<String, String> created = new HashMap<>();
    objects(shop, "customers")
        .forEach(c -> created.put(c.get("customer_id").asText(), c.get("created_date").asText()));

    assertThat(shop.csv("transactions"))
        .allSatisfy(
            line -> {
              String[] row = line.split(",");
              assertThat(
                      new java.math.BigDecimal(row[5]).multiply(new java.math.BigDecimal(row[4])))
                  .isEqualTo(row[3]);
              assertThat(row[2].substring(0, 10)).isGreaterThanOrEqualTo(created.get(row[1]));
            });
  }

  @Test
  void oneRowInAHundredComesTwice() {
    Delivered shop = with(Fault.DUPLICATES);

    List<String> transactions = shop.csv("transactions");
    Set<String> ids = new HashSet<>();
    transactions.forEach(line -> ids.add(line.substring(0, 16)));
    // Copies of the last delivery may still be under way.
    assertThat(ids).hasSize(10_000);
    assertThat(transactions.size() - ids.size()).isBetween(70, 130);
    assertThat(shop.clicks() - 50_000).isBetween(400L, 600L);
  }

  @Test
  void customersAndTicketsChangeAndSomeChangesComeAfterLaterOnes() {
    Delivered shop = with(Fault.VERSIONS);

    List<JsonNode> customers = objects(shop, "customers");
    assertThat(customers.size() - 1000).isBetween(500, 600);
    assertThat(outOfOrder(customers, "customer_id", "updated_date")).isBetween(10, 200);
    List<JsonNode> tickets = objects(shop, "support_tickets");
    assertThat(outOfOrder(tickets, "ticket_id", "updated_at")).isBetween(10, 200);
    assertThat(tickets).extracting(t -> t.get("operation").asText()).contains("update", "delete");
  }

  private static int outOfOrder(List<JsonNode> rows, String key, String sequence) {
    Map<String, String> newest = new HashMap<>();
    int late = 0;
    for (JsonNode row : rows) {
      String before = newest.getOrDefault(row.get(key).asText(), "");
      String now = row.get(sequence).asText();
      if (now.compareTo(before) < 0) {
        late++;
      } else {
        newest.put(row.get(key).asText(), now);
      }
    }
    return late;
  }

  @Test
  void oneRowInTwoHundredIsCutOff() {
    Delivered shop = with(Fault.MALFORMED);

    List<String> events = shop.lines("events");
    assertThat(events).hasSize(8000);
    assertThat(events.stream().filter(line -> parsed(line).isEmpty()).count()).isBetween(20L, 60L);
    assertThat(shop.csv("transactions").stream().filter(line -> line.split(",").length == 3))
        .hasSizeBetween(25, 75);
  }

  @Test
  void aColumnIsNewInTheLastDelivery() {
    Delivered shop = with(Fault.NEW_COLUMN);

    List<JsonNode> with =
        objects(shop, "customers").stream().filter(c -> c.has("preferred_language")).toList();
    assertThat(with).hasSizeBetween(5, 30);
    assertThat(shop.lines("transactions").stream().filter(line -> line.endsWith(",coupon_code")))
        .hasSize(1);
  }

  @Test
  void wordsStandWhereNumbersBelong() {
    Delivered shop = with(Fault.WRONG_TYPES);

    assertThat(shop.csv("transactions").stream().filter(line -> line.contains(",three,")))
        .hasSizeBetween(25, 75);
    assertThat(objects(shop, "events").stream().filter(e -> e.path("rating").isTextual()))
        .hasSizeBetween(2, 25);
  }

  @Test
  void lateEventsComeWithALaterDelivery() {
    Delivered shop = with(Fault.LATE_EVENTS);

    List<String> late = new ArrayList<>();
    for (Path file : shop.files("events").subList(1, 12)) {
      String before = shop.files("events").get(shop.files("events").indexOf(file) - 1).toString();
      String lastDay = before.substring(before.length() - 15, before.length() - 5);
      new Delivered(file)
          .lines("").stream()
              .map(line -> parsed(line).orElseThrow().get("event_ts").asText().substring(0, 10))
              .filter(day -> day.compareTo(lastDay) <= 0)
              .forEach(late::add);
    }
    assertThat(late).hasSizeBetween(80, 200);
  }

  @Test
  void someCustomersAreTests() {
    Delivered shop = with(Fault.TEST_ACCOUNTS);

    assertThat(
            objects(shop, "customers").stream()
                .filter(c -> c.get("email").asText().startsWith("test.account+")))
        .hasSizeBetween(3, 20);
  }
}
