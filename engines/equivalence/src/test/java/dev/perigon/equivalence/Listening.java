package dev.perigon.equivalence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What listeners did, and what follows from it, told by hand.
 *
 * @param events of each listener, in order
 */
record Listening(Map<String, List<Event>> events) {
  private static final long PAUSE = 30 * 60 * 1000;

  /** One event; {@code at} in milliseconds. */
  record Event(long at, long session, long item, String level) {
    static Event of(JsonNode json) {
      return new Event(
          json.get("ts").longValue(),
          json.get("sessionId").longValue(),
          json.get("itemInSession").longValue(),
          json.get("level").textValue());
    }

    /** As a row holds it. */
    List<Object> place() {
      return List.of(at, session, item);
    }
  }

  static Listening in(List<Path> files) throws IOException {
    var json = new ObjectMapper();
    Map<String, List<Event>> events = new TreeMap<>();
    for (Path file : files) {
      for (String line : Files.readAllLines(file)) {
        JsonNode event = json.readTree(line);
        events
            .computeIfAbsent(event.get("userId").textValue(), user -> new ArrayList<>())
            .add(Event.of(event));
      }
    }
    events.remove(""); // nobody who is known
    events
        .values()
        .forEach(
            own ->
                own.sort(
                    Comparator.comparingLong(Event::at)
                        .thenComparingLong(Event::session)
                        .thenComparingLong(Event::item)));
    return new Listening(events);
  }

  /** Listener, first and last event, number of events; a session ends with half an hour's rest. */
  List<List<Object>> sessions() {
    List<List<Object>> sessions = new ArrayList<>();
    events.forEach(
        (user, own) -> {
          int first = 0;
          for (int i = 1; i <= own.size(); i++) {
            if (i == own.size() || own.get(i).at() - own.get(i - 1).at() > PAUSE) {
              sessions.add(
                  List.of(user, own.get(first).at(), own.get(i - 1).at(), (long) (i - first)));
              first = i;
            }
          }
        });
    return sessions;
  }

  /** Listener, level, since when and until when, as the history of a slowly changing dimension. */
  List<List<Object>> levels() {
    List<List<Object>> levels = new ArrayList<>();
    events.forEach(
        (user, own) -> {
          Event first = own.get(0);
          for (Event event : own) {
            if (!event.level().equals(first.level())) {
              levels.add(List.of(user, first.level(), first.place(), event.place()));
              first = event;
            }
          }
          levels.add(java.util.Arrays.asList(user, first.level(), first.place(), null));
        });
    return levels;
  }

  /** How many change from free to paid. */
  long upgrades() {
    return levels().stream()
        .filter(level -> level.get(1).equals("free"))
        .map(level -> level.get(3))
        .filter(Objects::nonNull)
        .count();
  }
}
