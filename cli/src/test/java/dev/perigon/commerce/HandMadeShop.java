package dev.perigon.commerce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Source files written by hand, one delivery after the other. */
record HandMadeShop(Path data) {
  private static final String CSV =
      "transaction_id,customer_id,transaction_date,amount,quantity,unit_price,discount_pct,"
          + "product_id,product_name,product_category,store_id,payment_method,currency\n";

  /** A customer with what matters; {@code email} and {@code tier} are JSON. */
  void customer(String file, String id, String email, String tier, String value, String updated) {
    append(
        "customers/hand/" + file + ".json",
        "",
        """
        {"customer_id": %s, "email": %s, "first_name": " ann ", "last_name": "LEE", "phone": \
        "+1 (212) 555-0100", "created_date": "2025-01-01", "updated_date": "%s", "loyalty_tier": \
        %s, "lifetime_value": %s, "address": {"street": "1 Oak", "city": "Boston", "state": "MA", \
        "zip_code": "02101", "country": null}}
        """
            .formatted(id, email, updated, tier, value));
  }

  void customer(String id) {
    customer(
        "all",
        quoted(id),
        quoted(id.toLowerCase() + "@x.com"),
        "\"gold\"",
        "10",
        "2025-01-01T00:00:00");
  }

  void transaction(
      String id,
      String customer,
      String time,
      String amount,
      int quantity,
      String price,
      String rest) {
    append(
        "transactions/all.csv",
        CSV,
        "%s,%s,%s,%s,%d,%s,%s\n".formatted(id, customer, time, amount, quantity, price, rest));
  }

  /** One piece for {@code price}, without discount. */
  void bought(String id, String customer, String time, String price) {
    transaction(id, customer, time, price, 1, price, "0,P-1,Lamp,Toys,S-1,paypal,USD");
  }

  void ticket(
      String id,
      String customer,
      String status,
      String resolved,
      String operation,
      String updated) {
    append(
        "support_tickets/all.json",
        "",
        """
        {"ticket_id": "%s", "customer_id": "%s", "subject": "s", "body": "b", "category": "general", \
        "priority": null, "status": "%s", "created_at": "2025-10-01T00:00:00Z", "resolved_at": %s, \
        "agent_id": "A-100", "satisfaction_score": null, "operation": "%s", "updated_at": "%s"}
        """
            .formatted(id, customer, status, resolved, operation, updated));
  }

  void review(String id, String customer, int rating) {
    append(
        "events/all.json",
        "",
        """
        {"event_id": "%s", "customer_id": "%s", "event_type": "review", "event_ts": \
        "2025-10-01T00:00:00Z", "product_id": "P-1", "rating": %d, "review_text": "fine"}
        """
            .formatted(id, customer, rating));
  }

  /** A file of page views at {@code times} of 2025-10-08. */
  void clicks(String file, String customer, String... times) {
    StringBuilder rows = new StringBuilder();
    for (String time : times) {
      rows.append(rows.isEmpty() ? "" : ", ")
          .append("('%s', timestamptz '2025-10-08 %s+00')".formatted(customer, time));
    }
    String sql =
        """
        copy (select c as customer_id, t as event_timestamp, 'page_view' as event_type,
          '/' || strftime(t, '%%H%%M') as page_url, 'mobile' as device_type, 'Edge' as browser,
          'email' as referrer from (values %s) v(c, t)) to '%s/clickstream/%s.parquet'
        """
            .formatted(rows, data, file);
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      Files.createDirectories(data.resolve("clickstream"));
      duckDb.createStatement().execute(sql);
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private void append(String file, String header, String text) {
    Path path = data.resolve(file);
    try {
      Files.createDirectories(path.getParent());
      String all = Files.exists(path) ? text : header + text;
      Files.writeString(path, all, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String quoted(String text) {
    return '"' + text + '"';
  }
}
