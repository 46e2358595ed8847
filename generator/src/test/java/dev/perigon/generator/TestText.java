package dev.perigon.generator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TestText {
  @Test
  void writesCentsAsMoney() {
    assertThat(Text.money(0)).isEqualTo("0.00");
    assertThat(Text.money(5)).isEqualTo("0.05");
    assertThat(Text.money(199_999)).isEqualTo("1999.99");
    assertThat(Text.money(120_000_000_010L)).isEqualTo("1200000000.10");
  }

  @Test
  void writesThousandths() {
    assertThat(Text.thousandths(7)).isEqualTo("0.007");
    assertThat(Text.thousandths(12_340)).isEqualTo("12.340");
  }

  @Test
  void roundsPercentagesHalfUp() {
    assertThat(Text.percentOf(106, 8)).isEqualTo(8);
    assertThat(Text.percentOf(107, 8)).isEqualTo(9);
    assertThat(Text.percentOf(150, 5)).isEqualTo(8);
  }

  @Test
  void countsDaysBackFromTheAsOfDate() {
    Days days = new Days(LocalDate.of(2024, 3, 1));

    assertThat(days.date(0)).isEqualTo("2024-03-01");
    assertThat(days.date(1)).isEqualTo("2024-02-29");
    assertThat(days.date(-31)).isEqualTo("2024-04-01");
    assertThat(days.date(20_000)).isEqualTo("1969-05-29");
    assertThat(days.time(1, 86_399)).isEqualTo("2024-02-29 23:59:59");
  }

  @Test
  void identifiersSortAsTheyCount() {
    assertThat(Ids.of("CUST", 15).id(0)).isEqualTo("CUST001");
    assertThat(Ids.of("CUST", 1000).id(0)).isEqualTo("CUST0001");
    assertThat(Ids.of("CUST", 1000).id(999)).isEqualTo("CUST1000");
  }
}
