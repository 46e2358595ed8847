package dev.perigon.engine.spark;

import dev.perigon.lakehouse.FileStore;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.package$;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Asks a cluster's workers, before the first query, whether they run the same Spark and see the
 * home: a job that finds out halfway has wasted its user's time.
 */
final class ClusterCheck {
  private static final int TASKS = 8;
  private static final long DEFAULT_WAIT_SECONDS = 120;

  private final SparkSession application;
  private final SparkOptions options;

  ClusterCheck(SparkSession application, SparkOptions options) {
    this.application = application;
    this.options = options;
  }

  void run(URI home, FileStore files) {
    URI probe = probe(home, files);
    try {
      for (Answer answer : answers(probe)) {
        if (!answer.spark().equals(package$.MODULE$.SPARK_VERSION())) {
          throw SparkErrors.otherVersion(
              answer.host(), answer.spark(), package$.MODULE$.SPARK_VERSION());
        }
        if (!answer.seesHome()) {
          throw SparkErrors.homeOutOfReach(home, answer.host());
        }
      }
    } finally {
      files.delete(probe);
    }
  }

  private static URI probe(URI home, FileStore files) {
    URI probe = URI.create(slashed(home) + ".perigon-" + UUID.randomUUID());
    try (OutputStream out = files.write(probe)) {
      out.write(1);
      return probe;
    } catch (IOException | PerigonException e) {
      throw SparkErrors.homeNotWritable(home, e);
    }
  }

  private static String slashed(URI folder) {
    return folder.toString().endsWith("/") ? folder.toString() : folder + "/";
  }

  private List<Answer> answers(URI probe) {
    var hadoop = new SerializableConfiguration(application.sessionState().newHadoopConf());
    JavaFutureAction<List<Answer>> job =
        JavaSparkContext.fromSparkContext(application.sparkContext())
            .parallelize(IntStream.range(0, TASKS).boxed().toList(), TASKS)
            .map(new Ask(probe.toString(), hadoop))
            .collectAsync();
    try {
      return job.get(waitSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      job.cancel(true);
      throw SparkErrors.noWorkers(options.master(), waitSeconds(), e);
    } catch (ExecutionException e) {
      throw SparkErrors.noApplication(options.master(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SparkErrors.cancelled(e);
    }
  }

  private long waitSeconds() {
    String seconds = options.conf().get("spark.perigon.start.timeout.seconds");
    return seconds == null ? DEFAULT_WAIT_SECONDS : Long.parseLong(seconds);
  }

  /** What one worker says. */
  record Answer(String host, String spark, boolean seesHome) implements java.io.Serializable {}

  private record Ask(String probe, SerializableConfiguration hadoop)
      implements Function<Integer, Answer> {
    @Override
    public Answer call(Integer task) throws IOException {
      Path path = new Path(URI.create(probe));
      boolean sees = path.getFileSystem(hadoop.value()).exists(path);
      String host = java.net.InetAddress.getLocalHost().getHostName();
      return new Answer(host, package$.MODULE$.SPARK_VERSION(), sees);
    }
  }
}
