package dev.perigon.generator.telco;

import dev.perigon.generator.ParquetRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** {@code flows/day=20251008/flows.parquet}: some twenty flows per subscriber. */
final class FlowFiles {
  private static final int HOUR = 3600;
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message flows {
            optional binary user_id (STRING);
            optional binary imei (STRING);
            optional int64 cellsite_sk;
            optional binary server_hostname (STRING);
            optional binary domainname (STRING);
            optional binary service (STRING);
            optional binary content_categories (STRING);
            optional int64 flow_start_sec;
            optional int64 flow_end_sec;
            optional int64 octet_total_cnt;
            optional int64 packet_total_cnt;
            optional int64 incoming_octets;
            optional int64 outgoing_octets;
          }
          """);

  private final TelcoOptions options;
  private final Subscribers subscribers;

  FlowFiles(TelcoOptions options) {
    this.options = options;
    this.subscribers = new Subscribers(options);
  }

  static List<LocalDate> days(TelcoOptions options) {
    return IntStream.rangeClosed(1, EventTimes.DAYS)
        .mapToObj(i -> options.asOf().minusDays(EventTimes.DAYS + 1L - i))
        .toList();
  }

  static String path(LocalDate day) {
    return "flows/day=%s/flows.parquet".formatted(DateTimeFormatter.BASIC_ISO_DATE.format(day));
  }

  long write(LocalDate day, Path file) throws IOException {
    Dice dice = Dice.of(options.seed(), "flows." + day);
    long next = 0;
    try (ParquetRows rows = new ParquetRows(file, SCHEMA)) {
      for (int user = 0; user < options.users(); user++) {
        for (FlowKind kind : FlowKind.ALL) {
          int count = dice.on(next++).between(0, 2 * kind.perDay());
          for (int i = 0; i < count; i++) {
            dice.on(next++);
            Group row = rows.empty();
            fill(row, user, kind, day, dice);
            rows.write(row);
          }
        }
      }
      return rows.rows();
    }
  }

  private void fill(Group row, int user, FlowKind kind, LocalDate day, Dice dice) {
    Subscriber subscriber = subscribers.at(user);
    int second = second(dice);
    long start = day.toEpochDay() * EventTimes.DAY_SECONDS + second;
    long bytes = Math.max(40, around(kind.bytes(), dice));
    long incoming = (long) (bytes * (0.7 + 0.28 * dice.unit()));
    row.add("user_id", subscriber.userId());
    row.add("imei", subscriber.imei());
    row.add("cellsite_sk", Cells.key(site(subscriber, second, dice)));
    row.add("server_hostname", kind.hosts().get(dice.between(0, kind.hosts().size() - 1)));
    row.add("domainname", kind.domain());
    row.add("service", kind.service());
    row.add("content_categories", kind.category());
    row.add("flow_start_sec", start);
    row.add("flow_end_sec", start + Math.max(1, around(kind.seconds(), dice)));
    row.add("octet_total_cnt", bytes);
    row.add("packet_total_cnt", Math.max(1, around(kind.packets(), dice)));
    row.add("incoming_octets", incoming);
    row.add("outgoing_octets", bytes - incoming);
  }

  /** About as much, seldom more than twice or less than half. */
  private static long around(int typical, Dice dice) {
    double spread = dice.unit() + dice.unit() + dice.unit() - 1.5;
    return Math.round(typical * StrictMath.exp(spread));
  }

  /** Few at night. */
  private static int second(Dice dice) {
    return dice.chance(0.1) ? dice.between(0, 7 * HOUR - 1) : dice.between(7 * HOUR, 24 * HOUR - 1);
  }

  /** At work by day, at home else, sometimes on the way; all in one city. */
  private int site(Subscriber subscriber, int second, Dice dice) {
    int number = subscriber.index() * 7;
    if (dice.chance(0.15)) {
      number += dice.between(2, 20);
    } else if (second > 9 * HOUR && second < 18 * HOUR) {
      number++;
    }
    return Cells.siteIn(subscribers.place(subscriber.index()), number);
  }
}
