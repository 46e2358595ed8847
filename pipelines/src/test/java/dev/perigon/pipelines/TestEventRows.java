package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes into the event log comes out as it was, whatever is in a text. */
final class TestEventRows {
  private static final Schema SCHEMA =
      Schema.of(
          Column.of("text", Scalar.STRING),
          Column.of("number", Scalar.LONG),
          Column.of("seconds", Scalar.DOUBLE),
          Column.of("at", Scalar.TIMESTAMP));

  @TempDir Path folder;

  @Test
  void textsNumbersAndTimesStayAsTheyAre() {
    List<ObjectNode> rows = new ArrayList<>();
    List<String> texts =
        List.of("", "null", "it's \"1\"", "a\\b\\", "two\nlines\t", "żółć 😀", "[[\"x\"]]", "; --");
    texts.forEach(text -> rows.add(Json.object().put("text", text)));
    rows.add(
        Json.object()
            .put("number", Long.MIN_VALUE)
            .put("seconds", 0.1)
            .put("at", "2026-12-01T01:02:03.123456Z"));
    List<List<Object>> expected = new ArrayList<>();
    texts.forEach(text -> expected.add(Arrays.asList(text, null, null, null)));
    expected.add(
        Arrays.asList(null, Long.MIN_VALUE, 0.1, Instant.parse("2026-12-01T01:02:03.123456Z")));
    assertThat(read(rows)).containsExactlyInAnyOrderElementsOf(expected);
  }

  private List<List<Object>> read(List<ObjectNode> events) {
    BoundQuery query = new BoundQuery(EventRows.query(SCHEMA, events), List.of(), Shop.AS_OF);
    try (Shop shop = new Shop(folder);
        Engine engine = shop.engine();
        Rows rows = engine.read(query)) {
      List<List<Object>> all = new ArrayList<>();
      while (rows.next()) {
        all.add(
            IntStream.range(0, SCHEMA.columns().size())
                .mapToObj(rows::value)
                .collect(Collectors.toList()));
      }
      return all;
    }
  }
}
