package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.pipelines.UpdateResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which materialized views are computed anew, on both engines alike. */
final class TestRefreshes {
  private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");

  @TempDir private Path folder;
  private Feed feed;

  @BeforeEach
  void open() {
    feed = new Feed(folder);
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private String states() {
    UpdateResult embedded = feed.run();
    return embedded.datasets().stream()
        .map(dataset -> dataset.name().table() + " " + dataset.state())
        .collect(Collectors.joining(", "));
  }

  @Test
  void aViewIsLeftAloneWhileNothingItReadsIsNew() {
    feed.file("a.csv", "id,city\n1,Lyon\n").aged("a.csv", LONG_AGO);
    feed.file("b/1.csv", "id\n1\n").aged("b/1.csv", LONG_AGO);
    feed.sql(
            "cities",
            "create materialized view cities (constraint known expect (city is not null)) as"
                + " select * from read_files('a.csv', format => 'csv', header => true,"
                + " schema => 'id int, city string')")
        .sql(
            "ids",
            "create streaming table ids as select * from stream read_files('b', format => 'csv',"
                + " header => true, schema => 'id int')")
        .sql(
            "found",
            "create materialized view found as select city, collect_list(id) as all from cities"
                + " join ids using (id) group by city");
    assertThat(states()).isEqualTo("cities COMPLETED, ids COMPLETED, found COMPLETED");
    assertThat(states()).isEqualTo("cities UNCHANGED, ids COMPLETED, found UNCHANGED");

    feed.file("b/2.csv", "id\n1\n").aged("b/2.csv", LONG_AGO);
    assertThat(states()).isEqualTo("cities UNCHANGED, ids COMPLETED, found COMPLETED");
    assertThat(feed.rows("select * from found")).containsExactly("Lyon|[1, 1]");

    feed.file("a.csv", "id,city\n1,Nice\n").aged("a.csv", LONG_AGO.plusSeconds(1));
    assertThat(states()).isEqualTo("cities COMPLETED, ids COMPLETED, found COMPLETED");
    assertThat(feed.rows("select * from found")).containsExactly("Nice|[1, 1]");
    assertThat(states()).isEqualTo("cities UNCHANGED, ids COMPLETED, found UNCHANGED");
  }
}
