package dev.perigon.generator;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Makes the fourteen CSV files of the retail project. */
public final class RetailGenerator {
  private RetailGenerator() {}

  /**
   * Writes all files below {@code out}, each whole or not at all, and a marker once all are there.
   * The same options give the same bytes.
   *
   * @throws dev.perigon.sql.error.PerigonException FILE when the folder cannot be written
   */
  public static void generate(RetailOptions options, Path out, Progress progress) {
    SampleFolder folder = new SampleFolder(out);
    folder.begin(options.toString());
    InParallel.run(
        sources(options).stream()
            .<Runnable>map(source -> () -> write(source, folder, progress))
            .toList());
    folder.complete(options.toString());
  }

  private static void write(CsvSource source, SampleFolder folder, Progress progress) {
    String file = source.path() + ".csv";
    long[] rows = {0};
    folder.write(
        file,
        path -> {
          rows[0] = CsvFile.write(path, source.header(), source::rows);
          return true;
        });
    progress.wrote(file, rows[0]);
  }

  /**
   * True when there are no sources in {@code out}: nothing at all, or what a stopped {@code
   * generate} left. Files that somebody put there are sources.
   */
  public static boolean isNeeded(Path out) {
    return new SampleFolder(out).needsFiles();
  }

  /** The day on which the sources in {@code out} end, if {@code generate} made them. */
  public static Optional<LocalDate> end(Path out) {
    return new SampleFolder(out).end();
  }

  /** The largest come first, so that they start first. */
  static List<CsvSource> sources(RetailOptions options) {
    long seed = options.seed();
    RetailShape shape = new RetailShape(options.customers());
    Days days = new Days(options.asOf());
    People people = new People(seed, shape);
    Catalog catalog = new Catalog(seed, shape);
    Sales sales = new Sales(seed, shape, people, catalog);
    Deliveries deliveries = new Deliveries(seed, shape, sales);
    return List.of(
        new TransactionItems(sales, catalog),
        new Transactions(seed, shape, people, sales, days),
        new Shipments(seed, sales, deliveries, days),
        new TrackingEvents(seed, deliveries, days),
        new AppUsage(seed, shape, people, days),
        new SupportTickets(options, shape, people, days),
        new Customers(options, shape, people, days),
        new LoyaltyProgram(seed, shape, people, days),
        new Products(options, catalog, days),
        new Stock(seed, catalog, days),
        new Suppliers(seed, shape),
        new ProductSuppliers(seed, shape, catalog),
        new Locations(seed),
        new RegionalSales(seed));
  }
}
