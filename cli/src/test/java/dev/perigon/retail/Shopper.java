package dev.perigon.retail;

import java.util.LinkedHashMap;
import java.util.Map;

/** One customer of the {@link ThresholdShop}: ordinary in all that its story does not say. */
final class Shopper {
  private final ThresholdShop shop;
  private final String id;
  private final String story;
  private final Map<String, Object> expected = new LinkedHashMap<>();
  private String email;
  private String born = "1990-01-01";
  private String registered = ThresholdShop.daysAgo(1000);
  private String channel = "online";

  Shopper(ThresholdShop shop, String id, String story) {
    this.shop = shop;
    this.id = id;
    this.story = story;
    this.email = id + "@example.com";
  }

  String id() {
    return id;
  }

  String story() {
    return story;
  }

  Map<String, Object> expected() {
    return expected;
  }

  Shopper expect(String column, Object value) {
    expected.put(column, value);
    return this;
  }

  Shopper bornDaysAgo(int days) {
    born = ThresholdShop.daysAgo(days);
    return this;
  }

  Shopper registeredDaysAgo(int days) {
    registered = ThresholdShop.daysAgo(days);
    return this;
  }

  Shopper prefers(String newChannel) {
    channel = newChannel;
    return this;
  }

  Shopper email(String newEmail) {
    email = newEmail;
    return this;
  }

  Shopper bought(int daysAgo, String amount) {
    return bought(daysAgo, amount, "online", "completed", "PRD001");
  }

  Shopper bought(int daysAgo, String amount, String via, String status, String... products) {
    String transaction = "TXN%04d".formatted(shop.next("sales/transactions"));
    shop.row(
        "sales/transactions",
        transaction,
        id,
        ThresholdShop.daysAgo(daysAgo) + " 23:59:59",
        via,
        null,
        "paypal",
        amount,
        "0.00",
        "0.00",
        amount,
        "USD",
        status);
    for (String product : products) {
      shop.row(
          "sales/transaction_items",
          "ITM%04d".formatted(shop.next("sales/transaction_items")),
          transaction,
          product,
          "1",
          amount,
          amount,
          "0.00");
    }
    return this;
  }

  Shopper boughtTimes(int times, String via) {
    for (int i = 0; i < times; i++) {
      bought(i, "10.00", via, "completed", "PRD001");
    }
    return this;
  }

  Shopper member(String tier, String lifetimeValue, int earned, int redeemed) {
    shop.row(
        "customer/loyalty_program",
        id,
        tier,
        "7",
        Integer.toString(earned),
        Integer.toString(redeemed),
        ThresholdShop.daysAgo(5),
        lifetimeValue);
    return this;
  }

  Shopper ticket(String priority, String status, String score) {
    String ticket = "TKT%04d".formatted(shop.next("customer/support_tickets"));
    String resolved = status.equals("open") ? "1970-01-01 00:00:00" : "2025-09-03 10:00:00";
    shop.row(
        "customer/support_tickets",
        ticket,
        id,
        "2025-09-01 10:00:00",
        resolved,
        "billing",
        priority,
        status,
        "chat",
        score);
    return this;
  }

  Shopper session(int minutes, int pages, int actions, String device) {
    shop.row(
        "customer/app_usage",
        "USG%04d".formatted(shop.next("customer/app_usage")),
        id,
        "2025-09-01",
        "2025-09-01 10:00:00",
        Integer.toString(minutes),
        Integer.toString(pages),
        Integer.toString(actions),
        device,
        "1.0");
    return this;
  }

  void addRow() {
    shop.row(
        "customer/customers",
        id,
        "Ada",
        "Lee, Jr.",
        email,
        "+1-555-0100",
        born,
        "F",
        registered + " 23:00:00",
        "Basic",
        channel,
        "1 \"Old\" Road, Apt 2",
        "Boston",
        "MA",
        "02101",
        "USA");
  }
}
