package dev.perigon.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.perigon.sql.error.PerigonException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows between the rooms, and who may import Spark, DuckDB, Delta Kernel and Hadoop. */
final class TestArrows {
  private static JavaClasses house;

  @BeforeAll
  static void readClasses() {
    house =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.perigon");
  }

  @Test
  void everyRoomIsOnTheClassPath() {
    for (String room :
        new String[] {
          "sql",
          "lakehouse",
          "engine",
          "engine.files",
          "engine.kafka",
          "engine.kinesis",
          "engine.duckdb",
          "pipelines",
          "generator"
        }) {
      assertThat(house.stream().map(JavaClass::getPackageName))
          .as(room)
          .anyMatch(name -> name.equals("dev.perigon." + room));
    }
  }

  @Test
  void arrowsRunOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.perigon..")
        .layer("sql")
        .definedBy("dev.perigon.sql..")
        .layer("lakehouse")
        .definedBy("dev.perigon.lakehouse..")
        .layer("engine api")
        .definedBy("dev.perigon.engine")
        .layer("files")
        .definedBy("dev.perigon.engine.files..")
        .layer("kafka")
        .definedBy("dev.perigon.engine.kafka..")
        .layer("kinesis")
        .definedBy("dev.perigon.engine.kinesis..")
        .layer("duckdb")
        .definedBy("dev.perigon.engine.duckdb..")
        .layer("pipelines")
        .definedBy("dev.perigon.pipelines..")
        .layer("generator")
        .definedBy("dev.perigon.generator..")
        .layer("cli")
        .definedBy("dev.perigon.cli..")
        .whereLayer("sql")
        .mayNotAccessAnyLayer()
        .whereLayer("lakehouse")
        .mayOnlyAccessLayers("sql")
        .whereLayer("engine api")
        .mayOnlyAccessLayers("sql", "lakehouse")
        .whereLayer("files")
        .mayOnlyAccessLayers("sql", "lakehouse", "engine api")
        .whereLayer("kafka")
        .mayOnlyAccessLayers("sql", "engine api")
        .whereLayer("kinesis")
        .mayOnlyAccessLayers("sql", "engine api")
        .whereLayer("duckdb")
        .mayOnlyAccessLayers("sql", "lakehouse", "engine api", "files", "kafka", "kinesis")
        .whereLayer("pipelines")
        .mayOnlyAccessLayers("sql", "lakehouse", "engine api", "kafka", "kinesis")
        .whereLayer("generator")
        .mayOnlyAccessLayers("sql")
        .whereLayer("cli")
        .mayNotBeAccessedByAnyLayer()
        .check(house);
  }

  @Test
  void onlyTheCatalystPackageSeesSparkAndScala() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.perigon.sql.catalyst..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "scala..")
        .check(house);
  }

  @Test
  void onlyTheEmbeddedEngineSeesDuckDb() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.perigon.engine.duckdb..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.duckdb..")
        .check(house);
  }

  @Test
  void onlyTheKafkaRoomSeesKafka() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.perigon.engine.kafka..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .check(house);
  }

  @Test
  void onlyTheKinesisRoomSeesTheClientOfAws() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.perigon.engine.kinesis..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .check(house);
  }

  @Test
  void onlyTheLakehouseSeesDeltaKernelAndHadoop() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.perigon.lakehouse..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.delta..", "org.apache.hadoop..")
        .check(house);
  }

  @Test
  void noSparkOrScalaTypeLeavesTheSqlRoom() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAPackage("dev.perigon.sql..")
        .should(haveOnlyJavaInTheirSignature())
        .check(house);
  }

  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.perigon.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(house);
  }

  @Test
  void errorsOfARoomArePhrasedInOneClass() {
    classes()
        .that(makePerigonExceptions())
        .should()
        .haveNameMatching(".*(Errors|Complaints|FailureText)")
        .check(house);
  }

  private static DescribedPredicate<JavaClass> makePerigonExceptions() {
    return describe(
        "make a PerigonException with words of their own",
        type ->
            !type.isEquivalentTo(PerigonException.class)
                && type.getConstructorCallsFromSelf().stream()
                    .anyMatch(
                        call -> call.getTargetOwner().isEquivalentTo(PerigonException.class)));
  }

  private static ArchCondition<JavaMethod> haveOnlyJavaInTheirSignature() {
    return new ArchCondition<>("have only Java types in their signature") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
            .filter(resideInAnyPackage("org.apache.spark..", "scala.."))
            .forEach(
                type ->
                    events.add(
                        SimpleConditionEvent.violated(
                            method, method.getFullName() + " shows " + type.getName())));
      }
    };
  }
}
