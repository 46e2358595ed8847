package dev.perigon.generator.telco;

import dev.perigon.generator.Draw;
import dev.perigon.generator.InParallel;
import dev.perigon.generator.Progress;
import dev.perigon.generator.SampleFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes the sources of the telco project; what its topics are sent, {@link TelcoRecords} says. */
public final class TelcoGenerator {
  private static final String KEY_FILE = "identifier_key.txt";

  private TelcoGenerator() {}

  /**
   * Writes what stands beside the topics: labels of planted cases, cell sites, attributes, flows
   * and a key. Each file is whole or not at all, and a marker is there once all are. What an
   * earlier sample had goes. The same options give the same bytes.
   *
   * @throws dev.perigon.sql.error.PerigonException FILE when the folder cannot be written
   */
  public static void files(TelcoOptions options, Path out, Progress progress) {
    write(new MadeSample(options, false), options, out, progress);
  }

  /** Writes {@link #files} and those of the topics, for those who have no broker. */
  public static void filesAndTopics(TelcoOptions options, Path out, Progress progress) {
    write(new MadeSample(options, true), options, out, progress);
  }

  private static void write(MadeSample sample, TelcoOptions options, Path out, Progress progress) {
    SampleFolder folder = new SampleFolder(out);
    Set<String> before =
        folder.begun().flatMap(MadeSample::files).map(TreeSet::new).orElseGet(TreeSet::new);
    before.removeAll(sample.files());
    folder.begin(sample.text());
    before.forEach(folder::delete);
    InParallel.run(tasks(sample, options, folder, progress));
    folder.complete(sample.text());
  }

  private static List<Runnable> tasks(
      MadeSample sample, TelcoOptions options, SampleFolder folder, Progress progress) {
    Cells cells = new Cells(options.seed());
    List<Runnable> tasks = new ArrayList<>();
    if (sample.topics()) {
      tasks.add(() -> new TopicFiles(options, folder).write(progress));
    }
    AttributeFiles attributes = new AttributeFiles(options);
    for (YearMonth month : AttributeFiles.months(options)) {
      String file = AttributeFiles.path(month);
      tasks.add(() -> rows(folder, file, path -> attributes.write(month, path), progress));
    }
    for (LocalDate day : FlowFiles.days(options)) {
      FlowFiles flows = new FlowFiles(options);
      tasks.add(() -> rows(folder, FlowFiles.path(day), path -> flows.write(day, path), progress));
    }
    tasks.add(() -> rows(folder, Cells.FILE, cells::write, progress));
    tasks.add(() -> labels(options, folder, progress));
    tasks.add(() -> rows(folder, KEY_FILE, file -> key(options.seed(), file), progress));
    return tasks;
  }

  private static void labels(TelcoOptions options, SampleFolder folder, Progress progress) {
    FraudCases cases = new FraudCases(options, new Subscribers(options));
    long[] rows = {0};
    folder.write(
        FraudLabels.FILE,
        file -> {
          rows[0] = FraudLabels.write(cases, file);
          return true;
        });
    progress.wrote(FraudLabels.FILE, rows[0]);
  }

  private static void rows(
      SampleFolder folder, String file, SampleFolder.Rows content, Progress progress) {
    progress.wrote(file, folder.rows(file, content));
  }

  /** A key for trying out keyed hashes; anyone with the seed has it, so it protects nothing. */
  private static long key(long seed, Path file) throws IOException {
    Draw draw = Draw.of(seed, "identifier_key");
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      key.append(HexFormat.of().toHexDigits(draw.bits(i)));
    }
    Files.writeString(file, key.append('\n'));
    return 1;
  }
}
