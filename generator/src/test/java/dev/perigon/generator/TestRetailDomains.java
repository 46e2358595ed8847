package dev.perigon.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every column holds what its domain allows. */
class TestRetailDomains {
  private static final String DATE = "\\d{4}-\\d{2}-\\d{2}";
  private static final String TIME = DATE + " \\d{2}:\\d{2}:\\d{2}";
  private static final String MONEY = "\\d+\\.\\d{2}";
  private static final String COUNT = "\\d+";

  @TempDir private static Path folder;
  private static List<Sample> samples;

  /** A column and what all its values look like. */
  private record Domain(String file, String column, String pattern) {}

  private static final List<Domain> DOMAINS =
      List.of(
          new Domain("customer/customers", "customer_id", "CUST\\d{3}"),
          new Domain("customer/customers", "email", "([a-z]+\\.[a-z]+\\d+@example\\.com)?"),
          new Domain("customer/customers", "phone", "(\\+1-555-01\\d{2})?"),
          new Domain("customer/customers", "date_of_birth", DATE),
          new Domain("customer/customers", "gender", "F|M|O"),
          new Domain("customer/customers", "registration_date", TIME),
          new Domain("customer/customers", "customer_segment", "Premium|Standard|Basic"),
          new Domain("customer/customers", "preferred_channel", "online|store|mobile"),
          new Domain("customer/customers", "zip_code", "\\d{5}"),
          new Domain("customer/customers", "country", "USA"),
          new Domain("customer/loyalty_program", "loyalty_tier", "Bronze|Silver|Gold|Platinum"),
          new Domain("customer/loyalty_program", "points_earned_ytd", COUNT),
          new Domain("customer/loyalty_program", "tier_start_date", DATE),
          new Domain("customer/loyalty_program", "lifetime_value", MONEY),
          new Domain("customer/support_tickets", "created_date", TIME),
          new Domain("customer/support_tickets", "resolved_date", "(" + TIME + ")?"),
          new Domain(
              "customer/support_tickets", "category", "billing|product|shipping|account|technical"),
          new Domain("customer/support_tickets", "priority", "low|medium|high|urgent"),
          new Domain("customer/support_tickets", "status", "open|in_progress|resolved|closed"),
          new Domain("customer/support_tickets", "channel", "email|phone|chat|store"),
          new Domain("customer/support_tickets", "satisfaction_score", "[1-5]?"),
          new Domain("customer/app_usage", "session_date", DATE),
          new Domain("customer/app_usage", "session_start", TIME),
          new Domain("customer/app_usage", "session_duration_minutes", COUNT),
          new Domain("customer/app_usage", "device_type", "ios|android|web"),
          new Domain("sales/transactions", "transaction_date", TIME),
          new Domain("sales/transactions", "channel", "online|store|mobile"),
          new Domain("sales/transactions", "store_id", "(ST0(0\\d|10))?"),
          new Domain(
              "sales/transactions",
              "payment_method",
              "credit_card|debit_card|paypal|cash|apple_pay|google_pay"),
          new Domain("sales/transactions", "discount_amount", MONEY),
          new Domain("sales/transactions", "currency", "USD"),
          new Domain("sales/transactions", "status", "completed|cancelled|refunded"),
          new Domain("sales/transaction_items", "quantity", "[1-9]"),
          new Domain("sales/regional_sales", "sales_date", "2024-05-1[5-9]"),
          new Domain("sales/regional_sales", "region_id", "RGN00[1-5]"),
          new Domain("products/products", "price", MONEY),
          new Domain("products/products", "weight_kg", "\\d+\\.\\d{3}"),
          new Domain("products/products", "created_date", DATE),
          new Domain("products/products", "status", "active|seasonal|discontinued"),
          new Domain("products/inventory", "last_updated", TIME),
          new Domain("products/suppliers", "quality_rating", "[3-5]\\.\\d{2}"),
          new Domain("products/product_suppliers", "is_primary", "true|false"),
          new Domain("logistics/shipments", "carrier", "UPS|FedEx|USPS"),
          new Domain("logistics/shipments", "service_level", "standard|expedited|overnight"),
          new Domain("logistics/shipments", "actual_delivery", "(" + DATE + ")?"),
          new Domain("logistics/shipments", "shipping_cost", MONEY),
          new Domain("logistics/warehouse_locations", "location_id", "(WH00[1-5]|ST0(0\\d|10))"),
          new Domain(
              "logistics/tracking_events",
              "event_type",
              "picked_up|in_transit|out_for_delivery|delivered"),
          new Domain("logistics/tracking_events", "carrier_status", "IP|DP|AR|OFD|DL"));

  @BeforeAll
  static void generate() {
    RetailOptions sample = RetailOptions.defaults();
    samples =
        List.of(
            Sample.generate(sample, folder.resolve("sample")),
            Sample.generate(sample.withCustomers(600).withSeed(3), folder.resolve("shop")));
  }

  @TestFactory
  Stream<DynamicTest> holdsOnlyWhatItsDomainAllows() {
    return DOMAINS.stream()
        .map(
            domain ->
                DynamicTest.dynamicTest(
                    domain.file() + "." + domain.column(),
                    () -> {
                      for (Sample sample : samples) {
                        assertThat(sample.column(domain.file(), domain.column()))
                            .isNotEmpty()
                            .allMatch(Pattern.compile(domain.pattern()).asMatchPredicate());
                      }
                    }));
  }

  @Test
  void theEighthProductIsSeasonalAndTheSampleHasNoOther() {
    List<String> statuses = samples.get(0).column("products/products", "status");

    assertThat(statuses.get(7)).isEqualTo("seasonal");
    assertThat(statuses).filteredOn("active"::equals).hasSize(24);
  }

  @Test
  void twoTicketsOfTheSampleAreOpen() {
    assertThat(samples.get(0).column("customer/support_tickets", "resolved_date"))
        .filteredOn(String::isEmpty)
        .hasSize(2);
    assertThat(samples.get(0).column("customer/support_tickets", "satisfaction_score"))
        .filteredOn(String::isEmpty)
        .hasSize(2);
  }

  @Test
  void namesAndAddressesNeedQuotesAndUnicode() {
    Sample shop = samples.get(1);

    assertThat(shop.column("customer/customers", "first_name")).contains("美玲", "William \"Bill\"");
    assertThat(shop.column("customer/customers", "last_name"))
        .contains("Fitzgerald, Jr.", "O'Brien");
    assertThat(shop.column("customer/customers", "zip_code")).contains("02101", "04101");
  }

  @Test
  void firstSixShipmentsOfTheSampleAreTrackedToTheDoor() {
    assertThat(samples.get(0).column("logistics/tracking_events", "shipment_id"))
        .containsOnly("SHP001", "SHP002", "SHP003", "SHP004", "SHP005", "SHP006");
  }
}
