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
 * {@code support_tickets_delta}: the support system's own table, with change data feed. A version
 * is a week, or a later day; the tickets opened in one are one file, written anew while something
 * happens to them.
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

  /** Commits what deliveries bring, from {@code first} up to {@code end}, which is none of them. */
  void deliver(int first, int end, SampleFolder folder, Progress progress) {
    long changes = 0;
    for (int number = Calendar.commits(first); number < Calendar.commits(end); number++) {
      changes += commit(calendar.commit(number), folder);
    }
    progress.wrote(FOLDER + "/_change_data", changes);
  }

  /** All files that there may be after so many deliveries. */
  List<String> files(int deliveries) {
    List<String> files = new ArrayList<>();
    for (int number = 0; number < Calendar.commits(deliveries); number++) {
      int version = number;
      files.addAll(List.of(log(version), changes(version)));
      touched(calendar.commit(version)).forEach(opened -> files.add(tickets(opened, version)));
    }
    return files;
  }

  private static String log(int version) {
    return FOLDER + "/_delta_log/%020d.json".formatted(version);
  }

  private static String changes(int version) {
    return FOLDER + "/_change_data/changes-%05d.parquet".formatted(version);
  }

  /** Tickets opened in one commit's days, as a later one left them. */
  private static String tickets(int opened, int version) {
    return FOLDER + "/tickets-%05d-%05d.parquet".formatted(opened, version);
  }

  /** The commits whose tickets may still change. */
  private List<Integer> touched(Delivery now) {
    int day = TicketStory.firstDayTouched(now.firstDay());
    return IntStream.iterate(now.number(), opened -> opened - 1)
        .takeWhile(opened -> opened >= 0 && calendar.commit(opened).lastDay() >= day)
        .sorted()
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
    if (opened == now.number() || rows(opened, calendar.commit(now.number() - 1)) == 0) {
      return Optional.empty();
    }
    return IntStream.iterate(now.number() - 1, version -> version >= opened, version -> version - 1)
        .mapToObj(version -> tickets(opened, version))
        .filter(file -> Files.exists(folder.path(file)))
        .findFirst();
  }

  private long rows(int opened, Delivery then) {
    long rows = 0;
    Delivery opening = calendar.commit(opened);
    for (long i = story.first(opening.firstDay()); i < story.first(opening.lastDay() + 1); i++) {
      rows += story.stageAfter(i, then.lastDay()).isPresent() ? 1 : 0;
    }
    return rows;
  }

  private long tickets(int opened, Delivery now, Path file) throws IOException {
    Delivery opening = calendar.commit(opened);
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

  /** What is not the same as one commit before. */
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
