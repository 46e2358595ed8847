package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTargets {
  private static final String YAML =
      """
      name: shop
      layers: [sources, facts]
      data: ../feed
      engine: {threads: 2, memory: 2GB}
      spark:
        conf: {spark.sql.shuffle.partitions: 8, spark.executor.memory: 1g}
      targets:
        laptop: {}
        cluster:
          home: s3a://lake/shop
          data: s3a://landing/shop
          engine: {name: spark, memory: 8GB}
          spark:
            master: spark://host:7077
            conf: {spark.executor.memory: 4g}
        disk:
          home: ../lake
      """;

  @TempDir Path folder;

  private Project load(String yaml, String target) {
    ProjectFolder project = ProjectFolder.at(folder).with("perigon.yml", yaml);
    return Project.load(
        project.path(), Map.of(), Optional.ofNullable(target), Optional.<Path>empty());
  }

  @Test
  void aTargetSaysWhereAndHowAndTheTopOfTheFileTheRest() {
    assertThat(load(YAML, "cluster").target())
        .isEqualTo(
            new Target(
                Optional.of(URI.create("s3a://lake/shop")),
                Optional.of(URI.create("s3a://landing/shop")),
                Map.of("name", "spark", "threads", "2", "memory", "8GB"),
                Map.of(
                    "spark.master",
                    "spark://host:7077",
                    "spark.sql.shuffle.partitions",
                    "8",
                    "spark.executor.memory",
                    "4g")));
    assertThat(load(YAML, "disk").target().home())
        .contains(folder.getParent().resolve("lake").toUri());
  }

  @Test
  void withoutATargetTheTopOfTheFileHolds() {
    Project loaded = load(YAML, null);
    assertThat(loaded.target()).isEqualTo(load(YAML, "laptop").target());
    assertThat(loaded.target().home()).isEmpty();
    assertThat(loaded.data()).isEqualTo(folder.getParent().resolve("feed").toUri());
    assertThat(loaded.engine()).isEqualTo(Map.of("threads", "2", "memory", "2GB"));
  }

  @Test
  void anUnknownTargetSaysWhichThereAre() {
    assertThatThrownBy(() -> load(YAML, "clutser"))
        .isInstanceOfSatisfying(
            PerigonException.class,
            e -> {
              assertThat(e).hasMessageStartingWith("Cannot use target 'clutser': the project has");
              assertThat(e.remedy()).startsWith("Did you mean 'cluster'?");
              assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
            });
  }

  @Test
  void everyComplaintHasItsPlace() {
    String yaml =
        """
        layers: [sources]
        targets:
          a: {engine: {name: sparc}, hoem: x}
          b:
            spark: {mastr: local, conf: {executor.memory: 1g}}
            home: "s3a://a b"
          c: 7
        """;
    assertThatThrownBy(() -> load(yaml, null))
        .isInstanceOfSatisfying(
            PerigonException.class,
            e ->
                assertThat(e.getMessage().lines().filter(line -> line.matches("  [^ ].*")))
                    .containsExactly(
                        "  perigon.yml:3:30: Cannot use key 'hoem': there is no such key here",
                        "  perigon.yml:3:22: Cannot use engine 'sparc': there is none of that name",
                        "  perigon.yml:6:11: Cannot use 's3a://a b' as a place: it is neither a"
                            + " path nor a URI",
                        "  perigon.yml:5:13: Cannot use key 'mastr': there is no such key here",
                        "  perigon.yml:5:51: Cannot use 'executor.memory' as a setting of Spark: it"
                            + " does not begin with 'spark.'",
                        "  perigon.yml:7:6: Cannot use 'c': it must be a map of keys and values"));
  }

  @Test
  void settingsAreNotShown() {
    String yaml =
        "layers: [sources]\nspark: {conf: {spark.hadoop.fs.s3a.secret.key: open-sesame}}\n";
    assertThat(load(yaml, null).toString())
        .contains("spark.hadoop.fs.s3a.secret.key")
        .doesNotContain("open-sesame");
  }
}
