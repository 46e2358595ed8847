package dev.perigon.generator;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

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
    CsvFolder folder = new CsvFolder(out);
    folder.begin();
    ExecutorService workers =
        Executors.newFixedThreadPool(Math.min(4, Runtime.getRuntime().availableProcessors()));
    try {
      List<Future<?>> files =
          sources(options).stream()
              .<Future<?>>map(
                  source ->
                      workers.submit(
                          () -> progress.wrote(source.path() + ".csv", folder.write(source))))
              .toList();
      for (Future<?> file : files) {
        await(file);
      }
    } finally {
      stop(workers);
    }
    folder.complete(options);
  }

  /** Waits for the others, so that they have taken their temporary files away. */
  private static void stop(ExecutorService workers) {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("A writer of sample data does not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * True when there are no sources in {@code out}: nothing at all, or what a stopped {@code
   * generate} left. Files that somebody put there are sources.
   */
  public static boolean isNeeded(Path out) {
    return new CsvFolder(out).needsFiles();
  }

  /** The day on which the sources in {@code out} end, if {@code generate} made them. */
  public static Optional<LocalDate> end(Path out) {
    return new CsvFolder(out).end();
  }

  private static void await(Future<?> file) {
    try {
      file.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while generating", e);
    }
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
