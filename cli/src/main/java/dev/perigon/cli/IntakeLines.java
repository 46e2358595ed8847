package dev.perigon.cli;

import dev.perigon.pipelines.Intake;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.TopicRange;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says how much an update read of topics, what it left, and how old records were in each layer. */
final class IntakeLines {
  private final UpdateResult update;

  IntakeLines(UpdateResult update) {
    this.update = update;
  }

  /** One line; none for an update that read no topics. */
  Optional<String> line(Project project) {
    List<TopicRange> partitions =
        update.datasets().stream()
            .flatMap(dataset -> dataset.intake().stream())
            .flatMap(intake -> intake.partitions().stream())
            .toList();
    if (partitions.isEmpty()) {
      return Optional.empty();
    }
    long records = partitions.stream().mapToLong(TopicRange::records).sum();
    long lag = partitions.stream().mapToLong(TopicRange::lag).sum();
    double seconds = Math.max(update.duration().toNanos() / 1e9, 0.001);
    List<String> ages = new ArrayList<>();
    project.layers().forEach(layer -> age(layer).ifPresent(ages::add));
    return Optional.of(
        "Topics: %,d records, %,.0f a second; %,d left for later%s"
            .formatted(
                records,
                records / seconds,
                lag,
                ages.isEmpty()
                    ? ""
                    : ages.stream()
                        .collect(Collectors.joining(", ", "; age when readable: ", ""))));
  }

  /** From the newest record, when its dataset was there, to the oldest. */
  private Optional<String> age(String layer) {
    List<Intake> intakes =
        update.datasets().stream()
            .filter(dataset -> dataset.layer().equals(layer))
            .map(DatasetResult::intake)
            .flatMap(Optional::stream)
            .filter(intake -> intake.times().isPresent())
            .toList();
    if (intakes.isEmpty()) {
      return Optional.empty();
    }
    double least =
        intakes.stream()
            .mapToDouble(i -> age(i, i.times().orElseThrow().newest()))
            .min()
            .orElseThrow();
    double most =
        intakes.stream()
            .mapToDouble(i -> age(i, i.times().orElseThrow().oldest()))
            .max()
            .orElseThrow();
    return Optional.of("%s %.1f to %.1f s".formatted(layer, least, most));
  }

  private static double age(Intake intake, Instant record) {
    return Duration.between(record, intake.committedAt()).toMillis() / 1000.0;
  }
}
