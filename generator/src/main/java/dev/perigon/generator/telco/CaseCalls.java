package dev.perigon.generator.telco;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What the subscriber of a planted case did on its day. */
final class CaseCalls {
  private static final int HOUR = 3600;
  private static final int MORNING = 7 * HOUR;
  private static final int EVENING = 20 * HOUR;
  private static final String STANDARD = "standard_voice";
  private static final String INTERNATIONAL = "international";
  private static final String[] COSTLY = {INTERNATIONAL, "premium_voice"};

  private final Subscriber user;
  private final long day;
  private final Dice dice;
  private final String home;
  private final List<Call> calls = new ArrayList<>();

  CaseCalls(Subscriber user, LocalDate day, Dice dice) {
    this.user = user;
    this.day = day.toEpochDay() * EventTimes.DAY_SECONDS;
    this.dice = dice;
    this.home = cell();
  }

  /** Passes other operators' calls on: to ever new people, from where it stands, never called. */
  List<Call> simBox() {
    outgoing(dice.between(60, 120), home, 30, 600);
    return calls;
  }

  /** A call centre is called back; a driver moves. */
  List<Call> likeSimBox(int number) {
    if (number % 2 == 0) {
      outgoing(dice.between(60, 120), home, 30, 600);
      int callers = dice.between(40, 80);
      for (int i = 0; i < callers; i++) {
        add(anyone(), duration(30, 600), home, STANDARD, Call.INCOMING);
      }
    } else {
      outgoing(dice.between(60, 100), null, 30, 600);
    }
    return calls;
  }

  /** Lets the phones of one range ring once, so that their owners call back; from some modems. */
  List<Call> wangiri() {
    int count = dice.between(60, 120);
    String[] modems = {cell(), cell(), cell(), cell()};
    Range range = new Range();
    for (int i = 0; i < count; i++) {
      add(range.number(i), duration(1, 5), modems[i % modems.length], STANDARD, Call.OUTGOING);
    }
    return calls;
  }

  /** A parent calls one number; a courier rings at many doors; an office calls its own range. */
  List<Call> likeWangiri(int number) {
    int count = dice.between(60, 90);
    String child = anyone();
    Range range = new Range();
    for (int i = 0; i < count; i++) {
      switch (number % 3) {
        case 0 -> add(child, duration(1, 5), home, STANDARD, Call.OUTGOING);
        case 1 -> add(anyone(), duration(1, 5), cell(), STANDARD, Call.OUTGOING);
        default -> add(range.number(i), duration(60, 600), cell(), STANDARD, Call.OUTGOING);
      }
    }
    return calls;
  }

  /** Long calls to numbers that share what they cost, side by side within four hours. */
  List<Call> revenueShare() {
    costly(dice.between(15, 30), 900, 3600, true);
    return calls;
  }

  /** Abroad but short; long but at the usual price; abroad and long but few. */
  List<Call> likeRevenueShare(int number) {
    switch (number % 3) {
      case 0 -> costly(dice.between(15, 25), 10, 60, true);
      case 1 -> costly(dice.between(15, 25), 900, 3600, false);
      default -> costly(dice.between(3, 6), 900, 3600, true);
    }
    return calls;
  }

  private void costly(int count, int shortest, int longest, boolean costly) {
    long begin = day + dice.between(0, EVENING - 4 * HOUR);
    String[] sharers = {abroad(), abroad(), abroad()};
    for (int i = 0; i < count; i++) {
      long start = begin + dice.between(0, 4 * HOUR - 1);
      String tariff = costly ? dice.pick(COSTLY) : STANDARD;
      String other = sharers[i % sharers.length];
      calls.add(call(start, other, duration(shortest, longest), home, tariff, Call.OUTGOING));
    }
  }

  /** Calls to as many people, no two the same; from anywhere if {@code from} is null. */
  private void outgoing(int count, String from, int shortest, int longest) {
    long first = dice.between(0L, 7_999_999_999L);
    for (int i = 0; i < count; i++) {
      String other = "1" + (2_000_000_000L + (first + i * 1_234_567_891L) % 8_000_000_000L);
      String cell = from == null ? cell() : from;
      add(other, duration(shortest, longest), cell, STANDARD, Call.OUTGOING);
    }
  }

  private void add(String other, int duration, String cell, String tariff, String type) {
    calls.add(call(day + dice.between(MORNING, EVENING), other, duration, cell, tariff, type));
  }

  private Call call(
      long start, String other, int duration, String cell, String tariff, String type) {
    return new Call(
        user,
        other,
        start,
        duration,
        cell.substring(0, 4),
        cell.substring(4),
        dice.numbered("", 20),
        tariff,
        type);
  }

  private int duration(int shortest, int longest) {
    return dice.between(shortest, longest);
  }

  /** A location area and a cell in it. */
  private String cell() {
    return "" + dice.between(1000, 9999) + dice.between(1000, 9999);
  }

  private String anyone() {
    return "1" + dice.between(2_000_000_000L, 9_999_999_999L);
  }

  private String abroad() {
    return "8835100" + dice.between(1_000_000L, 9_999_999L);
  }

  /** Ten thousand phone numbers in a row; the first seven digits are the same. */
  private final class Range {
    private static final int SIZE = 10_000;
    private final long first = 1_000_000 + dice.between(200_000L, 999_999L);
    private final int offset = dice.between(0, SIZE - 1);

    String number(int index) {
      return Long.toString(first * SIZE + (offset + index * 7) % SIZE);
    }
  }
}
