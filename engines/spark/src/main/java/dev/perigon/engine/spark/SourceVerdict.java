package dev.perigon.engine.spark;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.IndivisibleException;
import dev.perigon.engine.files.SourceReader;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.engine.spark.SparkSources.Division;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.classic.SparkSession;

/**
 * Explains why a query failed. When source files are the reason, tasks race to the first complaint;
 * told is always that of the first file, headers before rows.
 */
final class SourceVerdict {
  private static final Comparator<Complaint> ORDER =
      Comparator.comparing(Complaint::inRows).thenComparing(Complaint::file);

  private final SparkSession session;
  private final List<SourceFiles> sources;

  SourceVerdict(SparkSession session, BoundQuery query) {
    this.session = session;
    this.sources =
        query.slices().stream()
            .filter(slice -> slice instanceof SourceFiles)
            .map(slice -> (SourceFiles) slice)
            .toList();
  }

  RuntimeException explain(Exception error) {
    for (Throwable link : Failures.chain(error)) {
      if (link instanceof IndivisibleException parts) {
        return parts;
      }
    }
    RuntimeException explained = Failures.explain(error);
    boolean byTask = explained != error && Failures.chain(error).contains(explained);
    return byTask && explained instanceof PerigonException
        ? first().map(problem -> (RuntimeException) problem).orElse(explained)
        : explained;
  }

  private record Task(int file, ShippedSource source, StoredFile stored) implements Serializable {}

  private record Complaint(int file, boolean inRows, PerigonException problem)
      implements Serializable {}

  private Optional<PerigonException> first() {
    List<Task> tasks = tasks();
    if (tasks.size() < 2) {
      return Optional.empty();
    }
    return new JavaSparkContext(session.sparkContext())
        .parallelize(tasks, tasks.size()).map(SourceVerdict::look).collect().stream()
            .filter(Objects::nonNull)
            .min(ORDER)
            .map(Complaint::problem);
  }

  private List<Task> tasks() {
    var tasks = new ArrayList<Task>();
    for (SourceFiles source : sources) {
      if (SparkSources.isOwn(source)) {
        ShippedSource shipped = new SparkSources(session, Division.WHOLE_FILES).shipped(source);
        source.files().forEach(file -> tasks.add(new Task(tasks.size(), shipped, file)));
      }
    }
    return tasks;
  }

  private static Complaint look(Task task) throws IOException {
    SourceReader reader = task.source().reader();
    boolean inRows = false;
    try (SourceRows rows = reader.open(task.stored())) {
      inRows = true;
      while (rows.next() != null) {
        // Only complaints count.
      }
      return null;
    } catch (PerigonException e) {
      return new Complaint(task.file(), inRows, e);
    }
  }
}
