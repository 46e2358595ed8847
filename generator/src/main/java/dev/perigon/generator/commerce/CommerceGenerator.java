package dev.perigon.generator.commerce;

import dev.perigon.generator.InParallel;
import dev.perigon.generator.Progress;
import dev.perigon.generator.SampleFolder;
import dev.perigon.generator.commerce.Calendar.Delivery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Makes the source files of the commerce project. */
public final class CommerceGenerator {
  private CommerceGenerator() {}

  /**
   * Writes the deliveries of a year, and those of later days if the options have any, below {@code
   * out}: each file whole or not at all, and a marker once all are there. What an earlier sample
   * had there goes. The same options give the same bytes.
   *
   * @throws dev.perigon.sql.error.PerigonException FILE when the folder cannot be written
   */
  public static void generate(CommerceOptions options, Path out, Progress progress) {
    SampleFolder folder = new SampleFolder(out);
    Set<String> before =
        folder.begun().flatMap(OptionsText::parse).map(CommerceGenerator::files).orElse(Set.of());
    Set<String> now = files(options);
    folder.begin(OptionsText.of(options));
    before.stream().filter(file -> !now.contains(file)).forEach(folder::delete);
    deliver(options, folder, 0, progress);
    folder.complete(OptionsText.of(options));
  }

  /**
   * Adds the next {@code days} to what {@link #generate} made, in new files; those that are there
   * stay as they are.
   *
   * @return what there is now
   * @throws dev.perigon.sql.error.PerigonException USAGE when there is nothing to continue
   */
  public static CommerceOptions continueBy(int days, Path out, Progress progress) {
    SampleFolder folder = new SampleFolder(out);
    CommerceOptions before =
        folder
            .options()
            .flatMap(OptionsText::parse)
            .orElseThrow(() -> CommerceErrors.nothingToContinue(out));
    CommerceOptions after = before.later(days);
    deliver(after, folder, Calendar.deliveries(before.laterDays()), progress);
    folder.complete(OptionsText.of(after));
    return after;
  }

  private static void deliver(
      CommerceOptions options, SampleFolder folder, int from, Progress progress) {
    Calendar calendar = new Calendar(options.asOf());
    int end = Calendar.deliveries(options.laterDays());
    List<Runnable> files = new ArrayList<>();
    files.add(() -> tickets(options, calendar).deliver(from, end, folder, progress));
    for (Source source : sources(options, calendar)) {
      for (int i = from; i < end; i++) {
        Delivery delivery = calendar.delivery(i);
        files.add(() -> write(source, delivery, folder, progress));
      }
    }
    InParallel.run(files);
  }

  /** The files that a sample may have. */
  private static Set<String> files(CommerceOptions options) {
    Calendar calendar = new Calendar(options.asOf());
    Set<String> files = new TreeSet<>();
    for (Source source : sources(options, calendar)) {
      for (int i = 0; i < Calendar.deliveries(options.laterDays()); i++) {
        files.add(source.path(calendar.delivery(i)));
      }
    }
    files.addAll(tickets(options, calendar).files(Calendar.deliveries(options.laterDays())));
    return files;
  }

  /** A delivery without rows is no file. */
  private static void write(
      Source source, Delivery delivery, SampleFolder folder, Progress progress) {
    String file = source.path(delivery);
    long rows = folder.rows(file, path -> source.write(delivery, path));
    if (rows > 0) {
      progress.wrote(file, rows);
    }
  }

  private static TicketTable tickets(CommerceOptions options, Calendar calendar) {
    return new TicketTable(options, calendar, new Shoppers(options));
  }

  private static List<Source> sources(CommerceOptions options, Calendar calendar) {
    Shoppers shoppers = new Shoppers(options);
    return List.of(
        new ClickFiles(options, calendar, shoppers),
        new TransactionFiles(options, calendar, shoppers),
        new EventFiles(options, calendar, shoppers),
        new CustomerFiles(options, calendar, shoppers),
        new TicketFiles(options, calendar, shoppers));
  }
}
