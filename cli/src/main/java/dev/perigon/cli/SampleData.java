package dev.perigon.cli;

import dev.perigon.generator.Progress;
import dev.perigon.generator.RetailGenerator;
import dev.perigon.generator.RetailOptions;
import dev.perigon.generator.SampleFolder;
import dev.perigon.generator.commerce.CommerceGenerator;
import dev.perigon.generator.commerce.CommerceOptions;
import dev.perigon.generator.commerce.CommerceOptions.Sizes;
import dev.perigon.generator.telco.TelcoGenerator;
import dev.perigon.generator.telco.TelcoOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/** The sources that bundled projects run on until a user has their own. */
final class SampleData {
  private static final List<String> KNOWN = List.of("retail", "commerce", "telco");

  private SampleData() {}

  static boolean knows(String project) {
    return KNOWN.contains(project);
  }

  /** Whether its sample is records for Kafka, too. */
  static boolean sendsRecords(String project) {
    return project.equals("telco");
  }

  static List<String> known() {
    return KNOWN;
  }

  /**
   * The sample of {@code project} in {@code folder}, made on first use to end on {@code today}.
   * Once there it stays; when it ends on another day, a line says so.
   */
  static void ensure(String project, Path folder, LocalDate today, Terminal terminal) {
    SampleFolder sample = new SampleFolder(folder);
    if (sample.needsFiles()) {
      say(terminal, "Making sample data in %s, which ends on %s".formatted(folder, today));
      make(project, folder, today);
      return;
    }
    sample
        .end()
        .filter(end -> !end.equals(today))
        .ifPresent(end -> say(terminal, otherDay(project, folder, end, today)));
  }

  /** Makes a few rows where queries do not name all types themselves; else returns false. */
  static boolean tellTypes(String project, Path folder) {
    return switch (project) {
      case "commerce" -> {
        CommerceOptions few = CommerceOptions.defaults().withSizes(Sizes.of(1));
        CommerceGenerator.generate(few, folder, Progress.none());
        yield true;
      }
      case "telco" -> {
        TelcoGenerator.files(TelcoOptions.defaults().withUsers(1), folder, Progress.none());
        yield true;
      }
      default -> false;
    };
  }

  private static void make(String project, Path folder, LocalDate today) {
    switch (project) {
      case "retail" ->
          RetailGenerator.generate(
              RetailOptions.defaults().withAsOf(today), folder, Progress.none());
      case "commerce" ->
          CommerceGenerator.generate(
              CommerceOptions.defaults().withAsOf(today), folder, Progress.none());
      case "telco" ->
          TelcoGenerator.files(TelcoOptions.defaults().withAsOf(today), folder, Progress.none());
      default -> throw new IllegalArgumentException(project);
    }
  }

  private static String otherDay(String project, Path folder, LocalDate end, LocalDate today) {
    return "The sample data in %s ends on %s: add --as-of %2$s to see it as of then, or make it anew with 'perigon generate %s --as-of %s'"
        .formatted(folder, end, project, today);
  }

  private static void say(Terminal terminal, String line) {
    terminal.err().println(line);
    terminal.err().flush();
  }
}
