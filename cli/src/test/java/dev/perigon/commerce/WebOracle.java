package dev.perigon.commerce;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import dev.perigon.commerce.CommerceFiles.Click;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sessions as the click files have them, by a plain walk over each customer's clicks. */
final class WebOracle {
  private static final Duration GAP = Duration.ofMinutes(30);
  private static final Comparator<Click> ORDER =
      comparing(Click::at)
          .thenComparing(Click::type, nullsFirst(naturalOrder()))
          .thenComparing(Click::page, nullsFirst(naturalOrder()))
          .thenComparing(Click::device, nullsFirst(naturalOrder()))
          .thenComparing(Click::browser, nullsFirst(naturalOrder()))
          .thenComparing(Click::referrer, nullsFirst(naturalOrder()));

  private final Map<String, List<Session>> sessions = new TreeMap<>();
  private int events;

  /** Clicks in order. */
  record Session(List<Click> clicks) {
    Click first() {
      return clicks.get(0);
    }

    Click last() {
      return clicks.get(clicks.size() - 1);
    }

    String id() {
      return first().customer() + "_" + first().at().getEpochSecond();
    }

    long count(String type) {
      return clicks.stream().filter(click -> type.equals(click.type())).count();
    }

    long pages() {
      return clicks.stream().map(Click::page).distinct().count();
    }

    long seconds() {
      return Duration.between(first().at(), last().at()).getSeconds();
    }

    boolean isBounce() {
      return clicks.size() == 1 && count("page_view") == 1;
    }
  }

  WebOracle(CommerceFiles files) {
    Map<String, List<Click>> byCustomer = new TreeMap<>();
    for (Click click : new HashSet<>(files.clicks())) {
      if (click.customer() != null) {
        byCustomer.computeIfAbsent(click.customer(), none -> new ArrayList<>()).add(click);
        events++;
      }
    }
    byCustomer.forEach((customer, clicks) -> sessions.put(customer, sessions(clicks)));
  }

  private static List<Session> sessions(List<Click> clicks) {
    clicks.sort(ORDER);
    List<Session> sessions = new ArrayList<>();
    List<Click> open = new ArrayList<>();
    for (Click click : clicks) {
      boolean apart =
          !open.isEmpty()
              && Duration.between(open.get(open.size() - 1).at(), click.at()).compareTo(GAP) > 0;
      if (apart) {
        sessions.add(new Session(List.copyOf(open)));
        open.clear();
      }
      open.add(click);
    }
    sessions.add(new Session(List.copyOf(open)));
    return sessions;
  }

  int events() {
    return events;
  }

  Map<String, List<Session>> byCustomer() {
    return sessions;
  }
}
