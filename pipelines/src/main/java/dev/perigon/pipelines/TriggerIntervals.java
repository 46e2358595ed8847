package dev.perigon.pipelines;

import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.pipelines.UpdateResult.State;
import dev.perigon.sql.TableName;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * While a project keeps up, {@code 'pipelines.trigger.interval' = '5 minutes'} has a dataset
 * refreshed no more often; what news it has missed it gets when its time comes.
 */
final class TriggerIntervals {
  /** As Lakeflow spells it. */
  static final String PROPERTY = "pipelines.trigger.interval";

  private static final Pattern TEXT =
      Pattern.compile("([1-9][0-9]{0,5}) *(second|minute|hour|day)s?", Pattern.CASE_INSENSITIVE);

  private final Map<TableName, Duration> intervals = new LinkedHashMap<>();
  private final Map<TableName, Instant> refreshed = new HashMap<>();
  private final Set<TableName> owed = new HashSet<>();
  private long turns;

  static boolean isInterval(String text) {
    return TEXT.matcher(text.strip()).matches();
  }

  private static Optional<Duration> interval(Dataset dataset) {
    return dataset
        .definition()
        .map(definition -> definition.properties().get(PROPERTY))
        .map(TriggerIntervals::parse);
  }

  private static Duration parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("Not checked before: " + text);
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
      case "second" -> Duration.ofSeconds(number);
      case "minute" -> Duration.ofMinutes(number);
      case "hour" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  /**
   * Those whose time has not come again. Of several whose time has, one has its turn, so that no
   * update takes as long as all of them: that which waits longest, then the first in {@code
   * datasets}. Who has waited for a second interval waits no more.
   */
  synchronized Set<TableName> resting(Datasets datasets, Instant now) {
    for (Dataset dataset : datasets.all()) {
      interval(dataset).ifPresent(time -> intervals.put(dataset.name(), time));
    }
    Optional<TableName> turn =
        intervals.keySet().stream()
            .filter(name -> refreshed.containsKey(name) && isDue(name, now))
            .min(Comparator.comparing(this::again));
    return intervals.keySet().stream()
        .filter(name -> refreshed.containsKey(name) && !turn.equals(Optional.of(name)))
        .filter(name -> now.isBefore(again(name).plus(intervals.get(name))))
        .collect(Collectors.toSet());
  }

  private boolean isDue(TableName name, Instant now) {
    return !refreshed.containsKey(name) || !now.isBefore(again(name));
  }

  private Instant again(TableName name) {
    return refreshed.get(name).plus(intervals.get(name));
  }

  /** Notes what an update did that began at {@code began}. */
  synchronized void ran(UpdateResult update, Instant began) {
    boolean news =
        update.datasets().stream()
            .anyMatch(
                dataset -> dataset.state() == State.COMPLETED && dataset.version().isPresent());
    boolean paid = false;
    for (DatasetResult dataset : update.datasets()) {
      if (!intervals.containsKey(dataset.name())) {
        continue;
      }
      if (dataset.state() == State.EXCLUDED) {
        if (news) {
          owed.add(dataset.name());
        }
      } else if (dataset.state() == State.COMPLETED || dataset.state() == State.UNCHANGED) {
        refreshed.put(dataset.name(), began);
        paid |= owed.remove(dataset.name());
      }
    }
    if (paid) {
      turns++;
    }
  }

  /** Another number when a dataset that has missed news has its turn. */
  synchronized long turn(Instant now) {
    return turns + (owed.stream().anyMatch(name -> isDue(name, now)) ? 1 : 0);
  }
}
