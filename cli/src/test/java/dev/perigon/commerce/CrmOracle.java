package dev.perigon.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the customer files say. */
final class CrmOracle {
  private final Map<String, List<Version>> byCustomer = new TreeMap<>();

  /** A customer from one moment on; what history tracks. */
  record Version(LocalDateTime from, String created, Tracked tracked) {}

  record Tracked(
      String email,
      String phone,
      String firstName,
      String lastName,
      String tier,
      BigDecimal value,
      String city,
      String state) {}

  /** A time in which nothing tracked changed; {@code to} is null for the present. */
  record Interval(LocalDateTime from, LocalDateTime to, Tracked tracked) {}

  CrmOracle(CommerceFiles files) {
    for (JsonNode row : files.objects("customers")) {
      String email = row.get("email").asText();
      if (!email.contains("test")) {
        byCustomer
            .computeIfAbsent(row.get("customer_id").asText(), none -> new ArrayList<>())
            .add(version(row));
      }
    }
    byCustomer.values().forEach(versions -> versions.sort(Comparator.comparing(Version::from)));
  }

  private static Version version(JsonNode row) {
    JsonNode value = row.get("lifetime_value");
    Tracked tracked =
        new Tracked(
            row.get("email").asText(),
            row.get("phone").asText(),
            initial(row.get("first_name").asText()),
            initial(row.get("last_name").asText()),
            row.get("loyalty_tier").asText(),
            value.isNumber() ? new BigDecimal(value.asText()).setScale(2) : null,
            row.get("address").get("city").asText(),
            row.get("address").get("state").asText());
    return new Version(
        LocalDateTime.parse(row.get("updated_date").asText()),
        row.get("created_date").asText(),
        tracked);
  }

  /** As initcap has it: only the first letter of a word is large. */
  private static String initial(String name) {
    return name.substring(0, 1).toUpperCase(java.util.Locale.ROOT)
        + name.substring(1).toLowerCase(java.util.Locale.ROOT);
  }

  /** The newest version of each customer. */
  Map<String, Version> current() {
    Map<String, Version> current = new TreeMap<>();
    byCustomer.forEach((id, versions) -> current.put(id, versions.get(versions.size() - 1)));
    return current;
  }

  Map<String, List<Interval>> history() {
    Map<String, List<Interval>> history = new TreeMap<>();
    byCustomer.forEach((id, versions) -> history.put(id, intervals(versions)));
    return history;
  }

  private static List<Interval> intervals(List<Version> versions) {
    List<Version> starts = new ArrayList<>();
    for (Version version : versions) {
      if (starts.isEmpty() || !starts.get(starts.size() - 1).tracked().equals(version.tracked())) {
        starts.add(version);
      }
    }
    List<Interval> intervals = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      LocalDateTime end = i + 1 < starts.size() ? starts.get(i + 1).from() : null;
      intervals.add(new Interval(starts.get(i).from(), end, starts.get(i).tracked()));
    }
    return intervals;
  }
}
