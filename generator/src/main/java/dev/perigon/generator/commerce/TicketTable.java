package dev.perigon.generator.commerce;

import dev.perigon.generator.Progress;
import dev.perigon.generator.SampleFolder;
import dev.perigon.generator.commerce.Calendar.Delivery;
import dev.perigon.generator.commerce.TicketLog.Part;
import dev.perigon.generator.commerce.TicketStory.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code support_tickets_delta}: the support system's own table, with change data feed. Version
 * {@code n} is the table at the end of delivery {@code n}; the tickets opened in one delivery are
 * one file, written anew while something happens to them.
 */
final class TicketTable {
  static final String FOLDER = "support_tickets_delta";

  private final CommerceOptions options;
  private final Calendar calendar;
  private final TicketStory story;

  TicketTable(CommerceOptions options, Calendar calendar, Shoppers shoppers) {
    this.options = options;
    this.calendar = calendar;
    this.story = new TicketStory(options, calendar, shoppers);
  }

  /** Commits the deliveries from {@code first} on, up to {@code end}, which is not one of them. */
  void deliver(int first, int end, SampleFolder folder, Progress progress) {
    for (int number = first; number < end; number++) {
      long changes = commit(calendar.delivery(number), folder);
      progress.wrote(log(number), changes);
    }
  }

  /** All files that a delivery may write. */
  List<String> files(Delivery now) {
    List<String> files = new ArrayList<>(List.of(log(now.number()), changes(now.number())));
    touched(now).forEach(opened -> files.add(tickets(opened, now.number())));
    return files;
  }

  private static String log(int version) {
    return FOLDER + "/_delta_log/%020d.json".formatted(version);
  }

  private static String changes(int version) {
    return FOLDER + "/_change_data/changes-%05d.parquet".formatted(version);
  }

  /** Tickets of one delivery, as a later one left them. */
  private static String tickets(int opened, int version) {
    return FOLDER + "/tickets-%05d-%05d.parquet".formatted(opened, version);
  }

  /** The deliveries whose tickets may still change. */
  private List<Integer> touched(Delivery now) {
    int day = TicketStory.firstDayTouched(now.firstDay());
    return IntStream.rangeClosed(0, now.number())
        .filter(opened -> calendar.delivery(opened).lastDay() >= day)
        .boxed()
        .toList();
  }

  private long commit(Delivery now, SampleFolder folder) {
    long changes = folder.rows(changes(now.number()), file -> changes(now, file));
    Map<String, Long> added = new LinkedHashMap<>();
    List<String> removed = new ArrayList<>();
    for (int opened : touched(now)) {
      String file = tickets(opened, now.number());
      long rows = folder.rows(file, path -> changes == 0 ? 0 : tickets(opened, now, path));
      if (rows > 0) {
        added.put(file, rows);
      }
      if (changes > 0) {
        before(opened, now, folder).ifPresent(removed::add);
      }
    }
    Instant time =
        calendar.date(now.lastDay()).plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    folder.rows(
        log(now.number()),
        file ->
            TicketLog.write(
                file,
                time.minusSeconds(1),
                log -> {
                  if (now.number() == 0) {
                    log.table(options.seed() + " " + options.sizes() + " " + options.asOf());
                  }
                  if (changes > 0) {
                    log.changes(part(changes(now.number()), folder));
                  }
                  for (String old : removed) {
                    log.remove(part(old, folder));
                  }
                  for (Map.Entry<String, Long> tickets : added.entrySet()) {
                    log.add(part(tickets.getKey(), folder), tickets.getValue());
                  }
                }));
    return changes;
  }

  private static Part part(String file, SampleFolder folder) throws IOException {
    return new Part(file.substring(FOLDER.length() + 1), Files.size(folder.path(file)));
  }

  /** The file that held these tickets until now, if there were any. */
  private Optional<String> before(int opened, Delivery now, SampleFolder folder) {
    if (opened == now.number() || rows(opened, calendar.delivery(now.number() - 1)) == 0) {
      return Optional.empty();
    }
    return IntStream.iterate(now.number() - 1, version -> version >= opened, version -> version - 1)
        .mapToObj(version -> tickets(opened, version))
        .filter(file -> Files.exists(folder.path(file)))
        .findFirst();
  }

  private long rows(int opened, Delivery then) {
    long rows = 0;
    Delivery opening = calendar.delivery(opened);
    for (long i = story.first(opening.firstDay()); i < story.first(opening.lastDay() + 1); i++) {
      rows += story.stageAfter(i, then.lastDay()).isPresent() ? 1 : 0;
    }
    return rows;
  }

  private long tickets(int opened, Delivery now, Path file) throws IOException {
    Delivery opening = calendar.delivery(opened);
    try (TicketRows rows = TicketRows.tickets(file, story)) {
      for (long i = story.first(opening.firstDay()); i < story.first(opening.lastDay() + 1); i++) {
        Optional<Stage> stage = story.stageAfter(i, now.lastDay());
        if (stage.isPresent()) {
          rows.ticket(i, stage.get());
        }
      }
      return rows.rows();
    }
  }

  /** What is not the same as at the end of the delivery before. */
  private long changes(Delivery now, Path file) throws IOException {
    try (TicketRows rows = TicketRows.changes(file, story)) {
      long end = story.first(now.lastDay() + 1);
      for (long i = story.firstTouched(now.firstDay()); i < end; i++) {
        Optional<Stage> before = story.stageAfter(i, now.firstDay() - 1);
        Optional<Stage> after = story.stageAfter(i, now.lastDay());
        if (before.equals(after)) {
          continue;
        }
        if (before.isPresent()) {
          rows.change(after.isPresent() ? "update_preimage" : "delete", i, before.get());
        }
        if (after.isPresent()) {
          rows.change(before.isPresent() ? "update_postimage" : "insert", i, after.get());
        }
      }
      return rows.rows();
    }
  }
}
