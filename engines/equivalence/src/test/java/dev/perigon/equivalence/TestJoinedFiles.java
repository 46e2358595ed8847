package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.pipelines.Project;
import dev.perigon.sql.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Either engine's small files become one by copying their row groups, which both read. */
final class TestJoinedFiles {
  private static final Instant AS_OF = Instant.parse("2025-10-09T18:30:00Z");
  private static final int FILES = 51;
  private static final String ROWS =
      """
      select id, small, day, at, local, amount, ratio, name, rare, parts, pair, facts, bytes,
        md5(filling) as filling
      from events order by id
      """;

  @TempDir private Path folder;

  private Project project() throws IOException {
    write("project/perigon.yml", "name: shop\nlayers: [sources]\n");
    write(
        "project/sources/events.sql",
        """
        create streaming table events as
        select id, cast(id as smallint) as small, date_add(date'1582-10-01', id) as day,
          timestamp'1899-12-31 23:59:59.123456' + make_dt_interval(id) as at,
          cast(timestamp_ntz'2020-01-01 00:00:00' as timestamp_ntz) as local,
          cast(id * 1.5 as decimal(38,10)) as amount, cast(id as double) / 3 as ratio,
          if(id % 3 = 0, null, concat('é', id)) as name, if(id = 7, 1, null) as rare,
          array(id, null, 2) as parts, named_struct('a', id, 'b', named_struct('c', name)) as pair,
          map('k', id) as facts, cast(name as binary) as bytes, filling
        from stream(read_files('in/*.csv', format => 'csv', header => true, maxFilesPerTrigger => 1,
          schema => 'id int, name string, filling string'))
        """);
    return Project.load(folder.resolve("project"), Map.of());
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  /** Rows whose texts, which cannot be packed, make a row group of more than 64 kB. */
  private void rows() throws IOException {
    Random random = new Random(11);
    for (int i = 1; i <= FILES; i++) {
      var text = new StringBuilder("id,name,filling\n%d,n%d,".formatted(i, i));
      random.ints(120_000, 0, 26).forEach(letter -> text.append((char) ('a' + letter)));
      write("data/in/%03d.csv".formatted(i), text.append('\n').toString());
    }
  }

  private static int rowGroups(DataFile file) throws SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select count(distinct row_group_id) from parquet_metadata('%s')"
                    .formatted(file.location().getPath()))) {
      found.next();
      return found.getInt(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsAreTheSameForBoth(Run.By by) throws Exception {
    rows();
    try (Run run = new Run(by, project(), folder.resolve("data"), folder.resolve("home"), AS_OF)) {
      run.run();
      List<DataFile> files =
          run.warehouse()
              .table(new TableName("shop", "c360", "events"))
              .snapshot()
              .orElseThrow()
              .files();
      assertThat(files.size()).isEqualTo(1);
      assertThat(rowGroups(files.get(0))).isEqualTo(FILES);

      String before = "events version as of " + (FILES - 1);
      Table rows = run.query(ROWS.replace("events", before));
      rows.assertSameAs(run.query(ROWS), "joined");
      Run.By otherBy = by == Run.By.SPARK ? Run.By.DUCKDB : Run.By.SPARK;
      try (Run other =
          new Run(otherBy, project(), folder.resolve("data"), folder.resolve("home"), AS_OF)) {
        rows.assertSameAs(other.query(ROWS), "by the other engine");
        for (String some :
            List.of(
                "id = 40", "day > date'1582-11-10'", "name = 'é50'", "amount < 4", "rare = 1")) {
          String counted = "select count(*) as n, sum(id) as s from events where " + some;
          Table expected = run.query(counted.replace("events", before));
          expected.assertSameAs(run.query(counted), some);
          expected.assertSameAs(other.query(counted), some + " by the other engine");
        }
      }
    }
  }
}
