package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which engine, where, and with what settings: the command line over the target over the project.
 */
final class TestEngineOptions {
  @TempDir private Path folder;

  @BeforeEach
  void aProject() throws IOException {
    Files.createDirectories(folder.resolve("shop/facts"));
    Files.writeString(
        folder.resolve("shop/facts/a.sql"), "create materialized view a as select 1 as x");
    Files.writeString(
        folder.resolve("shop/perigon.yml"),
        """
        name: shop
        layers: [facts]
        targets:
          here:
            home: ../lake
          cluster:
            engine: {name: spark}
            spark: {master: "spark://host:7077"}
        """);
  }

  private Cli.Result run(String... args) {
    return Cli.in(folder).run(args);
  }

  @Test
  void aTargetSaysWhereTheHomeIsUnlessTheCommandLineDoes() {
    assertThat(run("run", "shop", "--target", "here").code()).isZero();
    assertThat(folder.resolve("lake/shop/c360/a")).isDirectory();
    assertThat(folder.resolve(".perigon")).doesNotExist();

    Cli.Result question =
        run("query", "select x from a", "--project", "shop", "--target", "here", "--format", "csv");
    assertThat(question).isEqualTo(new Cli.Result(0, "x\n1\n", ""));

    assertThat(run("run", "shop", "--target", "here", "--home", "other").code()).isZero();
    assertThat(folder.resolve("other/shop/c360/a")).isDirectory();
  }

  @Test
  void anUnknownTargetIsSuggested() {
    assertThat(run("run", "shop", "--target", "her"))
        .isEqualTo(
            new Cli.Result(
                2,
                "",
                """
                error: Cannot use target 'her': the project has none of that name
                  try: Did you mean 'here'? perigon.yml has: here, cluster
                """));
  }

  @ParameterizedTest
  @CsvSource({
    "run shop --engine spark",
    "run shop --target cluster",
    "validate shop --engine SPARK"
  })
  void sparkIsOnlyThereWhenItWasAskedForAtTheStart(String command) {
    assertThat(run(command.split(" ")))
        .isEqualTo(
            new Cli.Result(
                2,
                "",
                """
                error: Cannot use the Spark engine: Spark is not part of what was started
                  try: Say --engine spark to ./perigon, or run the application jar with spark-submit
                """));
  }

  @Test
  void theCommandLineChoosesAnotherEngineThanTheTarget() {
    Cli.Result result = run("run", "shop", "--target", "cluster", "--engine", "duckdb");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
  }

  @Test
  void settingsOfSparkAreRefusedWhereTheyMeanNothing() {
    assertThat(run("run", "shop", "--master", "local[2]"))
        .isEqualTo(
            new Cli.Result(
                2,
                "",
                """
                error: Cannot use --master or --conf: the embedded engine has neither
                  try: Add --engine spark, or leave them out
                """));
  }

  @Test
  void aSettingThatIsNoneIsNamedWithoutItsValue() {
    Cli.Result result = run("run", "shop", "--engine", "spark", "--conf", "fs.s3a.key=open-sesame");
    assertThat(result)
        .isEqualTo(
            new Cli.Result(
                2,
                "",
                """
                error: Cannot use --conf 'fs.s3a.key': it is not spark.name=value
                  try: Write the setting's full name, such as --conf spark.executor.memory=4g
                """));
  }

  @Test
  void aTargetNeedsAProject() {
    assertThat(run("query", "select 1", "--target", "here").err())
        .startsWith("error: Cannot use --target: targets belong to a project\n");
  }
}
