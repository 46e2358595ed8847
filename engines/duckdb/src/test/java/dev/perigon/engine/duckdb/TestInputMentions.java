package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stands in the place of an input, and what only looks like one. */
final class TestInputMentions {
  @Test
  void inputsAreReplacedWhereTheyAreRead() {
    InputMentions mentions =
        InputMentions.in("SELECT x FROM input_0 JOIN (SELECT * FROM input_10) AS t USING (x)");

    assertThat(mentions.of(0)).isEqualTo(1);
    assertThat(mentions.of(1)).isZero();
    assertThat(mentions.of(10)).isEqualTo(1);
    assertThat(mentions.replacedBy(Map.of(0, "SELECT 1 AS x", 1, "SELECT 2")))
        .isEqualTo(
            "SELECT x FROM (SELECT 1 AS x) AS input_0"
                + " JOIN (SELECT * FROM input_10) AS t USING (x)");
  }

  @Test
  void valuesAndNamesOfUsersStayAsTheyAre() {
    String text =
        "SELECT 'it''s FROM input_0', \"say \"\"FROM input_0\"\"\", my_input_0, ''"
            + " FROM input_0_partitions, input_0";
    InputMentions mentions = InputMentions.in(text);

    assertThat(mentions.of(0)).isEqualTo(1);
    assertThat(mentions.replacedBy(Map.of(0, "SELECT $1 AS \"a\\\"")))
        .isEqualTo(
            text.substring(0, text.length() - "input_0".length())
                + "(SELECT $1 AS \"a\\\") AS input_0");
  }

  @Test
  void aTextWithoutInputsStays() {
    assertThat(InputMentions.in("SELECT 'x'").replacedBy(Map.of(0, "SELECT 1")))
        .isEqualTo("SELECT 'x'");
  }
}
