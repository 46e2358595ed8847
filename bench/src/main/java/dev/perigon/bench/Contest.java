package dev.perigon.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs contenders in turn, several rounds, and prints medians as a Markdown table with the ratio to
 * the first one. Rounds are interleaved, so that a noisy minute hits everyone; what one contender
 * left unwritten goes to disk before the next starts.
 *
 * <p>Arguments: rounds, then {@code label=command} for each contender; commands run in bash.
 */
public final class Contest {
  private Contest() {}

  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    List<Contender> contenders = new ArrayList<>();
    for (String argument : List.of(arguments).subList(1, arguments.length)) {
      contenders.add(Contender.parse(argument));
    }
    for (int round = 0; round < rounds; round++) {
      for (Contender contender : contenders) {
        new ProcessBuilder("sync").inheritIO().start().waitFor();
        Sample sample = ChildProcess.run(contender.command(), Path.of("").toAbsolutePath());
        contender.samples().add(sample);
        System.err.printf(
            "round %d  %-28s %8.2f s  %6d MB%n",
            round + 1, contender.label(), sample.seconds(), sample.peakMegabytes());
      }
    }
    print(contenders);
  }

  private static void print(List<Contender> contenders) {
    double limit = contenders.get(0).medianSeconds();
    System.out.println("| what | median s | min–max s | peak MB | ratio to the first |");
    System.out.println("|---|---|---|---|---|");
    for (Contender contender : contenders) {
      System.out.printf(
          "| %s | %.2f | %.2f–%.2f | %d | %.2f |%n",
          contender.label(),
          contender.medianSeconds(),
          contender.minSeconds(),
          contender.maxSeconds(),
          contender.peakMegabytes(),
          contender.medianSeconds() / limit);
    }
  }

  /** Something that is measured, and what was measured so far. */
  private record Contender(String label, String command, List<Sample> samples) {
    static Contender parse(String argument) {
      int equals = argument.indexOf('=');
      return new Contender(
          argument.substring(0, equals), argument.substring(equals + 1), new ArrayList<>());
    }

    double medianSeconds() {
      double[] sorted = samples.stream().mapToDouble(Sample::seconds).sorted().toArray();
      int middle = sorted.length / 2;
      return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double minSeconds() {
      return samples.stream().mapToDouble(Sample::seconds).min().orElseThrow();
    }

    double maxSeconds() {
      return samples.stream().mapToDouble(Sample::seconds).max().orElseThrow();
    }

    long peakMegabytes() {
      return samples.stream().mapToLong(Sample::peakMegabytes).max().orElseThrow();
    }
  }

  /** One run: wall seconds and the highest resident memory. */
  record Sample(double seconds, long peakMegabytes) {}
}
