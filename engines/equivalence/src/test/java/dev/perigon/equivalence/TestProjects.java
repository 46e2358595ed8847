package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.generator.Progress;
import dev.perigon.generator.RetailGenerator;
import dev.perigon.generator.RetailOptions;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every dataset of every bundled project, on both engines. */
final class TestProjects {
  private static final Instant AS_OF = Instant.parse("2025-10-09T18:30:00Z");

  @TempDir private Path folder;

  @Test
  void retailIsTheSameOnBothEngines() {
    Path data = folder.resolve("data");
    RetailGenerator.generate(RetailOptions.defaults(), data, Progress.none());
    Project retail = Project.load(projects().resolve("retail"), Map.of());
    try (Run duckDb = new Run(Run.By.DUCKDB, retail, data, folder.resolve("duckdb"), AS_OF);
        Run spark = new Run(Run.By.SPARK, retail, data, folder.resolve("spark"), AS_OF)) {
      duckDb.run();
      UpdateResult result = spark.run();
      assertThat(result.datasets()).hasSizeGreaterThan(20);
      for (DatasetResult dataset : result.datasets()) {
        String query = "select * from " + dataset.name();
        duckDb.query(query).assertSameAs(spark.query(query), dataset.name().toString());
      }
    }
  }

  private static Path projects() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("projects/retail/perigon.yml"))) {
      folder = folder.getParent();
    }
    return folder.resolve("projects");
  }
}
