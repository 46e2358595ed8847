package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perigon.pipelines.DatasetGraph.Kind;
import dev.perigon.pipelines.DatasetGraph.Node;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDatasetGraph {
  @TempDir Path folder;
  private ProjectFolder project;

  @BeforeEach
  void makeProject() {
    project = ProjectFolder.at(folder);
  }

  private List<String> order() {
    return DatasetGraph.of(project.load()).nodes().stream().map(n -> n.name().table()).toList();
  }

  private PerigonException complaint() {
    return catchThrowableOfType(PerigonException.class, () -> DatasetGraph.of(project.load()));
  }

  @Test
  void ordersByDependencyThenLayerThenName() {
    project
        .with("facts/a.sql", "create materialized view a as select 1 as x")
        .with("sources/z.sql", "create materialized view z as select * from b")
        .with("sources/m.sql", "create materialized view m as select 1 as x")
        .with("facts/b.sql", "create view b as select * from a");

    assertThat(order()).containsExactly("m", "a", "b", "z");
  }

  @Test
  void saysWhatEachDatasetIsAndReads() {
    project
        .with(
            "sources/raw.sql",
            """
            create streaming table raw (constraint has_id expect (id is not null))
            comment 'One row per event'
            as select * from stream(read_files('in/*.csv', format => 'csv', schema => 'id int'))
            """)
        .with(
            "facts/totals.sql",
            """
            create materialized view totals as
            with recent as (select * from RAW)
            select r.id, o.name from recent r join other.lake.names o on o.id = r.id
            where exists (select 1 from raw where raw.id = r.id)
            """);

    assertThat(DatasetGraph.of(project.load()).nodes())
        .containsExactly(
            new Node(
                new TableName("shop", "c360", "raw"),
                Kind.STREAMING_TABLE,
                "sources",
                List.of(),
                List.of("in/*.csv"),
                Optional.of("One row per event"),
                List.of("has_id")),
            new Node(
                new TableName("shop", "c360", "totals"),
                Kind.MATERIALIZED_VIEW,
                "facts",
                List.of(
                    new TableName("shop", "c360", "raw"), new TableName("other", "lake", "names")),
                List.of(),
                Optional.empty(),
                List.of()));
  }

  @Test
  void showsTheCircle() {
    project
        .with("sources/a.sql", "create materialized view a as\nselect * from c")
        .with("sources/b.sql", "create materialized view b as select * from a")
        .with("sources/c.sql", "create view c as select * from b")
        .with("facts/d.sql", "create view d as select * from a");

    assertThat(complaint())
        .hasMessage(
            "Cannot order datasets that read each other in a circle:"
                + " a → c (sources/a.sql:2:15) → b (sources/c.sql:1:32) → a (sources/b.sql:1:45)")
        .extracting(PerigonException::code)
        .isEqualTo(ErrorCode.CYCLE);
  }

  @Test
  void aDatasetThatReadsItselfIsACircle() {
    project.with("sources/a.sql", "create materialized view a as select * from a");

    assertThat(complaint())
        .hasMessage(
            "Cannot order datasets that read each other in a circle: a → a (sources/a.sql:1:45)");
  }

  @Test
  void suggestsWhatAnUnknownNameMayMean() {
    project
        .with("sources/customers.sql", "create materialized view customers as select 1 as x")
        .with("facts/b.sql", "create view b as select * from custmers");

    assertThat(complaint())
        .hasMessage("Cannot resolve 'custmers': no dataset or table has that name")
        .extracting(PerigonException::code, PerigonException::remedy)
        .containsExactly(
            ErrorCode.UNKNOWN_NAME,
            "Did you mean 'customers'? Run 'perigon tables' to list what exists");
  }

  @Test
  void refusesADatasetDeclaredTwice() {
    project
        .with("sources/a.sql", "create materialized view a as select 1 as x")
        .with("facts/a.sql", "create view A as select 1 as x");

    assertThat(complaint())
        .hasMessage("Cannot declare 'A' again: it is already declared at sources/a.sql:1:1")
        .extracting(PerigonException::code, e -> e.origin().orElseThrow().toString())
        .containsExactly(ErrorCode.DUPLICATE, "facts/a.sql:1:1");
  }

  @Test
  void refusesTwoFlowsIntoOneMaterializedView() {
    project
        .with("sources/a.sql", "create materialized view a as select 1 as x")
        .with("sources/f.sql", "create flow f as insert into a by name select 2 as x");

    assertThat(complaint())
        .hasMessage(
            "Cannot attach flow 'f': its target 'a' (sources/a.sql:1:1) is a materialized view, which has one query")
        .extracting(PerigonException::code)
        .isEqualTo(ErrorCode.DUPLICATE);
  }

  @Test
  void refusesAFlowIntoNothing() {
    project
        .with(
            "sources/events.sql",
            "create streaming table events as select * from stream(read_files('e', format => 'text'))")
        .with("sources/f.sql", "create flow f as insert into event by name select 2 as x");

    assertThat(complaint())
        .hasMessage("Cannot attach flow 'f': its target 'event' is not declared")
        .extracting(PerigonException::code, PerigonException::remedy)
        .containsExactly(
            ErrorCode.UNKNOWN_NAME,
            "Did you mean 'events'? Declare it with CREATE STREAMING TABLE event");
  }

  @Test
  void refusesATableThatNothingFills() {
    project.with("sources/a.sql", "create streaming table a (id int)");

    assertThat(complaint()).hasMessage("Cannot fill 'a': it has neither a query nor a flow");
  }

  @Test
  void gathersComplaintsOfAllDatasets() {
    project
        .with("sources/a.sql", "create view a as select * from nowhere")
        .with("sources/b.sql", "create view b as select * from where");

    assertThat(complaint())
        .hasMessageStartingWith("Cannot order the datasets of project 'shop': 2 problems");
  }

  @Test
  void aQuarantineTableBelongsToItsDataset() {
    project
        .with(
            "facts/bad.sql",
            "create materialized view bad as select count(*) as n from a_quarantine")
        .with(
            "facts/a.sql",
            "create materialized view a (constraint c expect (x > 0) on violation quarantine row) as select 1 as x");

    assertThat(order()).containsExactly("a", "bad");
  }
}
