package dev.perigon.application;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows to and from the one room that the command line's tests do not see. */
final class TestSparkRoom {
  private static JavaClasses house;

  @BeforeAll
  static void readClasses() {
    house =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.perigon");
    assertThat(house.contain("dev.perigon.engine.spark.SparkEngine")).isTrue();
    assertThat(house.contain("dev.perigon.cli.Main")).isTrue();
  }

  @Test
  void nobodyImportsTheSparkEngine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.perigon.engine.spark..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.perigon.engine.spark..")
        .check(house);
  }

  @Test
  void theSparkEngineImportsNoOtherEngineAndNothingAboveIt() {
    noClasses()
        .that()
        .resideInAPackage("dev.perigon.engine.spark..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.perigon.engine.duckdb..",
            "dev.perigon.pipelines..",
            "dev.perigon.generator..",
            "dev.perigon.cli..",
            "org.duckdb..",
            "io.delta.kernel..")
        .check(house);
  }

  @Test
  void onlyCatalystsPackageAndTheSparkEngineSeeSpark() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.perigon.engine.spark..", "dev.perigon.sql.catalyst..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..")
        .check(house);
  }
}
