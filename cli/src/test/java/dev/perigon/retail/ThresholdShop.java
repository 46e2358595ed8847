package dev.perigon.retail;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Hand-made source files: each customer is one case, with what it must come to. */
final class ThresholdShop {
  static final LocalDate AS_OF = LocalDate.of(2025, 10, 9);

  private static final Map<String, String> HEADERS =
      Map.ofEntries(
          Map.entry(
              "customer/customers",
              "customer_id,first_name,last_name,email,phone,date_of_birth,gender,registration_date,"
                  + "customer_segment,preferred_channel,address_line1,city,state,zip_code,country"),
          Map.entry(
              "customer/loyalty_program",
              "customer_id,loyalty_tier,points_balance,points_earned_ytd,points_redeemed_ytd,"
                  + "tier_start_date,lifetime_value"),
          Map.entry(
              "customer/support_tickets",
              "ticket_id,customer_id,created_date,resolved_date,category,priority,status,channel,"
                  + "satisfaction_score"),
          Map.entry(
              "customer/app_usage",
              "usage_id,customer_id,session_date,session_start,session_duration_minutes,"
                  + "pages_viewed,actions_taken,device_type,app_version"),
          Map.entry(
              "sales/transactions",
              "transaction_id,customer_id,transaction_date,channel,store_id,payment_method,subtotal,"
                  + "tax_amount,discount_amount,total_amount,currency,status"),
          Map.entry(
              "sales/transaction_items",
              "item_id,transaction_id,product_id,quantity,unit_price,line_total,discount_applied"),
          Map.entry(
              "sales/regional_sales",
              "region_id,region_name,country,sales_date,total_revenue,total_transactions,"
                  + "average_order_value"),
          Map.entry(
              "products/products",
              "product_id,product_name,category,subcategory,brand,price,cost,weight_kg,dimensions,"
                  + "color,size,created_date,status"),
          Map.entry(
              "products/inventory",
              "inventory_id,product_id,location_id,stock_quantity,reserved_quantity,reorder_point,"
                  + "max_stock_level,last_updated"),
          Map.entry(
              "products/suppliers",
              "supplier_id,supplier_name,contact_person,email,phone,address,country,payment_terms,"
                  + "quality_rating"),
          Map.entry(
              "products/product_suppliers",
              "product_id,supplier_id,is_primary,cost_price,lead_time_days"),
          Map.entry(
              "logistics/shipments",
              "shipment_id,transaction_id,tracking_number,carrier,service_level,origin_location,"
                  + "destination_address,weight_kg,dimensions,ship_date,estimated_delivery,"
                  + "actual_delivery,delivery_status,shipping_cost"),
          Map.entry(
              "logistics/warehouse_locations",
              "location_id,location_name,location_type,address,city,state,country,"
                  + "capacity_cubic_meters,manager_name"),
          Map.entry(
              "logistics/tracking_events",
              "event_id,shipment_id,event_timestamp,event_type,location,description,"
                  + "carrier_status"));

  private final Map<String, List<String[]>> files = new LinkedHashMap<>();
  private final List<Shopper> shoppers = new ArrayList<>();

  ThresholdShop() {
    HEADERS.keySet().forEach(path -> files.put(path, new ArrayList<>()));
    product("PRD001", "active");
    product("PRD002", "seasonal");
    product("PRD003", "discontinued");
  }

  List<Shopper> shoppers() {
    return shoppers;
  }

  Shopper shopper(String story) {
    Shopper shopper = new Shopper(this, "CUST%03d".formatted(shoppers.size() + 1), story);
    shoppers.add(shopper);
    return shopper;
  }

  void product(String id, String status) {
    row(
        "products/products",
        id,
        "Lamp",
        "Toys",
        "x",
        "Acme",
        "10.00",
        "5.00",
        "1.000",
        "",
        "",
        "",
        "2020-01-01",
        status);
  }

  void row(String path, String... fields) {
    files.get(path).add(fields);
  }

  /** A running number for a row of {@code path}. */
  int next(String path) {
    return files.get(path).size() + 1;
  }

  static String daysAgo(int days) {
    return AS_OF.minusDays(days).toString();
  }

  void write(Path folder) {
    shoppers.forEach(Shopper::addRow);
    files.forEach((path, rows) -> write(folder.resolve(path + ".csv"), HEADERS.get(path), rows));
  }

  private static void write(Path file, String header, List<String[]> rows) {
    try {
      Files.createDirectories(file.getParent());
      try (CsvWriter csv = CsvWriter.builder().build(file, UTF_8)) {
        csv.writeRecord(header.split(","));
        rows.forEach(csv::writeRecord);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
