package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perigon.pipelines.Project.ReportQuery;
import dev.perigon.sql.Namespace;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.statement.SqlText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestProject {
  @TempDir Path folder;
  private ProjectFolder project;

  @BeforeEach
  void makeProject() {
    project = ProjectFolder.at(folder);
  }

  private PerigonException complaint() {
    return catchThrowableOfType(PerigonException.class, () -> project.load());
  }

  @Test
  void readsEverySetting() {
    project
        .with(
            "perigon.yml",
            """
            name: My shop
            catalog: shop
            schema: core
            time-zone: Europe/Berlin
            layers: [sources, facts/]
            parameters:
              limit: 10
              big: 12345678901
              rate: 0.25
              zip: "02101"
              start: 2024-01-01
              strict: true
            report:
              - title: Totals
                query-file: report/totals.sql
              - title: Best
                template: "{name}"
                query: |
                  select name
                  from best
            data: ../feed
            engine: {memory: 2GB, threads: 2}
            """)
        .with("report/totals.sql", "select 1");

    Project loaded = project.load();

    assertThat(loaded.name()).isEqualTo("My shop");
    assertThat(loaded.namespace()).isEqualTo(new Namespace("shop", "core"));
    assertThat(loaded.timeZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    assertThat(loaded.layers()).containsExactly("sources", "facts");
    assertThat(loaded.parameters())
        .isEqualTo(
            Map.of(
                "limit",
                10,
                "big",
                12345678901L,
                "rate",
                new BigDecimal("0.25"),
                "zip",
                "02101",
                "start",
                "2024-01-01",
                "strict",
                true));
    assertThat(loaded.report())
        .containsExactly(
            new ReportQuery("Totals", "select 1", "", Origin.startOf("report/totals.sql")),
            new ReportQuery(
                "Best", "select name\nfrom best\n", "{name}", new Origin("perigon.yml", 19, 1)));
    assertThat(loaded.data()).isEqualTo(folder.getParent().resolve("feed").toUri());
    assertThat(loaded.engine()).isEqualTo(Map.of("memory", "2GB", "threads", "2"));
  }

  @Test
  void fillsInDefaults() {
    Project loaded = project.load();

    assertThat(loaded.namespace()).isEqualTo(new Namespace("shop", "c360"));
    assertThat(loaded.timeZone()).isEqualTo(ZoneId.of("UTC"));
    assertThat(loaded.data()).isEqualTo(folder.resolve("data").toUri());
    assertThat(loaded.statements()).isEmpty();
  }

  @Test
  void findsSqlFilesOfLayersInOrderAndLeavesOthersAlone() {
    project
        .with("facts/a.sql", "create materialized view a as select 1 as x")
        .with("sources/deep/z.sql", "create materialized view z as select 1 as x")
        .with("sources/b.sql", "create view b as select 1 as x; create view c as select 2 as x")
        .with("queries/q.sql", "this is no SQL");

    assertThat(project.load().statements())
        .extracting(s -> s.layer() + " " + s.statement().origin().file())
        .containsExactly(
            "sources sources/b.sql",
            "sources sources/b.sql",
            "sources sources/deep/z.sql",
            "facts facts/a.sql");
  }

  @Test
  void saysWhatMakesAFolderAProject() {
    project.without("perigon.yml");

    assertThat(complaint())
        .hasMessage("Cannot load a project from '%s': it has no file perigon.yml", folder)
        .extracting(PerigonException::code, PerigonException::remedy)
        .containsExactly(
            ErrorCode.FILE,
            "Give the folder that holds perigon.yml, or make one with 'perigon init'");
  }

  @Test
  void saysWhereYamlIsCorrupt() {
    project.with("perigon.yml", "name: shop\nlayers: [sources\nschema: x\n");

    PerigonException complaint = complaint();
    assertThat(complaint.code()).isEqualTo(ErrorCode.SYNTAX);
    assertThat(complaint).hasMessageStartingWith("Cannot read perigon.yml: ");
    assertThat(complaint.origin().map(Origin::line)).hasValue(3);
  }

  @Test
  void refusesBytesThatAreNoText() throws IOException {
    Files.write(folder.resolve("perigon.yml"), new byte[] {'n', (byte) 0xff, (byte) 0xfe});

    assertThat(complaint()).hasMessage("Cannot read 'perigon.yml': it is not text in UTF-8");

    Files.write(folder.resolve("perigon.yml"), "x: y\nname: \0".getBytes(StandardCharsets.UTF_8));
    PerigonException complaint = complaint();
    assertThat(complaint)
        .hasMessage(
            "Cannot read perigon.yml: it holds a character that YAML does not allow (U+0000)");
    assertThat(complaint.origin()).hasValue(new Origin("perigon.yml", 2, 7));
  }

  @Test
  void saysThatThereAreTooManyAliases() {
    project.with("perigon.yml", "layers: &a [x]\nname: [" + "*a, ".repeat(60) + "]\n");

    assertThat(complaint())
        .hasMessage(
            "Cannot read perigon.yml: Number of aliases for non-scalar nodes exceeds the specified"
                + " max=50");
  }

  @Test
  void refusesAnEmptyFile() {
    project.with("perigon.yml", "# nothing\n");

    assertThat(complaint()).hasMessage("Cannot read perigon.yml: it is empty");
  }

  @Test
  void suggestsTheNearestKey() {
    project.with("perigon.yml", "name: shop\nlayers: [sources]\ntimezone: UTC\n");

    PerigonException complaint = complaint();
    assertThat(complaint).hasMessage("Cannot use key 'timezone': there is no such key here");
    assertThat(complaint.remedy()).startsWith("Did you mean 'time-zone'? Keys are: catalog, ");
    assertThat(complaint.origin()).hasValue(new Origin("perigon.yml", 3, 1));
  }

  @Test
  void showsAllComplaintsTogether() {
    project
        .with(
            "perigon.yml",
            """
            name: shop
            name: store
            schema: two words
            time-zone: Mars/Base
            layers: [sources, fact, ../other]
            report: [{title: x, query: a, query-file: b}, {query-file: none.sql}]
            parameters: 7
            engine: {memroy: 1GB}
            """)
        .with("sources/a.sql", "create materialized vew a as select 1")
        .with("sources/b.sql", "\n  create table b (x int)");

    PerigonException complaint = complaint();
    assertThat(
            complaint
                .getMessage()
                .lines()
                .filter(line -> line.startsWith("  ") && !line.startsWith("    ")))
        .extracting(line -> line.strip().replaceAll("(:\\d+:\\d+: [^:']*).*", "$1").strip())
        .containsExactly(
            "perigon.yml:2:1: Cannot use key",
            "perigon.yml:3:9: Cannot use",
            "perigon.yml:4:12: Cannot use time zone",
            "perigon.yml:5:19: Cannot read layer",
            "perigon.yml:5:25: Cannot read layer",
            "perigon.yml:7:13: Cannot use",
            "perigon.yml:6:10: Cannot read this block of the report",
            "perigon.yml:6:60: Cannot read the report",
            "perigon.yml:8:10: Cannot use key",
            "sources/a.sql:1:21: Cannot read sources/a.sql",
            "sources/b.sql:2:10: Cannot read sources/b.sql");
    assertThat(complaint).hasMessageStartingWith("Cannot load project 'shop': 11 problems\n");
    assertThat(complaint.remedy()).isEqualTo("Fix each of them, then run again");
  }

  @Test
  void refusesLayersThatShareFiles() {
    project
        .with("sources/deep/a.sql", "create view a as select 1 as x")
        .with("perigon.yml", "layers: [sources, sources/deep]");

    assertThat(complaint())
        .hasMessage("Cannot use layer 'sources/deep': it shares files with layer 'sources'");
  }

  @Test
  void overridesParametersAndKeepsTheirKind() {
    project.with(
        "perigon.yml",
        "layers: [sources]\nparameters: {limit: 1, name: a, strict: false}\nname: s");

    Map<String, String> settings = Map.of("limit", "2.5", "name", "7", "strict", "true");

    assertThat(Project.load(folder, settings).parameters())
        .isEqualTo(Map.of("limit", new BigDecimal("2.5"), "name", "7", "strict", true));
  }

  @Test
  void refusesUnknownParametersAndOtherKinds() {
    project.with("perigon.yml", "name: s\nlayers: [sources]\nparameters: {limit: 1}");

    assertThat(
            catchThrowableOfType(
                PerigonException.class, () -> Project.load(folder, Map.of("limt", "2"))))
        .hasMessage("Cannot set 'limt': the project has no such parameter")
        .extracting(PerigonException::code, PerigonException::remedy)
        .containsExactly(ErrorCode.USAGE, "Did you mean 'limit'? perigon.yml declares: limit");
    assertThat(
            catchThrowableOfType(
                PerigonException.class, () -> Project.load(folder, Map.of("limit", "many"))))
        .hasMessage(
            "Cannot set 'limit': its value must be a number, as its default in perigon.yml is");
  }

  @Test
  void marksThatEditorsPutInFrontAndTheirLineEndingsDoNotMatter() {
    project
        .with("perigon.yml", "\uFEFFname: shop\r\nlayers: [sources, facts]\r\n")
        .with("facts/a.sql", "\uFEFFcreate materialized view a\r\nas select 1 as x;\r\n")
        .with("queries/q.sql", "\uFEFFselect x\r\nfrom a");

    Project loaded = project.load();

    assertThat(loaded.name()).isEqualTo("shop");
    assertThat(loaded.statements()).hasSize(1);
    assertThat(loaded.questions())
        .containsExactly(SqlText.of("queries/q.sql", "select x\r\nfrom a"));
  }

  @Test
  void engineSettingsAreCheckedWhereTheyStand() {
    project.with("perigon.yml", "layers: [sources]\nengine: {memory: lots, threads: 0}\n");

    assertThat(complaint())
        .hasMessageContaining(
            "perigon.yml:2:18: Cannot use engine setting 'memory': it must be a number with a unit")
        .hasMessageContaining(
            "perigon.yml:2:33: Cannot use engine setting 'threads': it must be a number from 1 on");
  }
}
