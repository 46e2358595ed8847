package dev.perigon.generator.telco;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All planted cases: who, when, and what they did. Nobody has two. */
final class FraudCases {
  private static final int KINDS = 6;

  private final List<FraudCase> cases = new ArrayList<>();
  private final Map<Integer, Long> days = new HashMap<>();

  FraudCases(TelcoOptions options, Subscribers subscribers) {
    int each = Math.min(options.fraudCases(), options.users() / (2 * KINDS));
    Dice dice = Dice.of(options.seed(), "fraud.cases").on(0);
    List<Integer> users = distinct(KINDS * each, options.users(), dice);
    for (int i = 0; i < users.size(); i++) {
      LocalDate day = options.asOf().minusDays(dice.between(1, EventTimes.DAYS));
      Subscriber user = subscribers.at(users.get(i));
      days.put(user.index(), day.toEpochDay());
      CaseCalls calls = new CaseCalls(user, day, Dice.of(options.seed(), "fraud." + i).on(0));
      cases.add(planted(i % KINDS, i / KINDS, user, day, calls));
    }
  }

  private static FraudCase planted(
      int kind, int number, Subscriber user, LocalDate day, CaseCalls calls) {
    return switch (kind) {
      case 0 -> new FraudCase("sim_box", false, user, day, calls.simBox());
      case 1 -> new FraudCase("wangiri", false, user, day, calls.wangiri());
      case 2 -> new FraudCase("irsf", false, user, day, calls.revenueShare());
      case 3 -> new FraudCase("sim_box", true, user, day, calls.likeSimBox(number));
      case 4 -> new FraudCase("wangiri", true, user, day, calls.likeWangiri(number));
      default -> new FraudCase("irsf", true, user, day, calls.likeRevenueShare(number));
    };
  }

  private static List<Integer> distinct(int wanted, int users, Dice dice) {
    Set<Integer> chosen = new LinkedHashSet<>();
    while (chosen.size() < wanted) {
      chosen.add(dice.between(0, users - 1));
    }
    return List.copyOf(chosen);
  }

  List<FraudCase> all() {
    return cases;
  }

  /** True on the day of a subscriber's case: then nothing else is said of their calls. */
  boolean fills(int user, long epochDay) {
    Long day = days.get(user);
    return day != null && day == epochDay;
  }
}
