package dev.perigon.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestStatementJson {
  private static final String EVERY_FORM =
      """
      create or refresh private materialized view shop.`odd name` (
        id string not null comment 'what it is',
        amount,
        constraint positive expect (amount > 0) on violation quarantine row,
        constraint known expect (id <> '\\'')
      ) partitioned by (id) cluster by (amount) comment 'ümlaut \uD83D\uDE00'
        tblproperties ('a.b' = 'c') as select id, amount from raw;
      create streaming table t;
      create streaming table u as select * from stream(t);
      create or replace temporary view v (x) comment 'a view' as select 1 as x;
      create view w as select 2 as y;
      create flow once_only as insert into once t by name select * from stream(u);
      create flow always as insert into t by name select * from stream(u);
      create flow changes as auto cdc into t from stream(u) keys (id, k) ignore null updates
        apply as delete when op = 'd' sequence by (ts, n)
        columns * except (op) stored as scd type 2 track history on * except (n);
      create flow plain as auto cdc into t from stream(u) keys (id)
        apply as truncate when op = 't' sequence by ts columns id, ts;
      create flow dumps as auto cdc from snapshot into t from v keys (id) stored as scd type 2;
      """;

  @Test
  void readsBackWhatItWroteOfEveryForm() {
    List<Statement> statements = StatementParser.parse("facts/all.sql", EVERY_FORM);
    assertThat(statements).hasSize(10);
    assertThat(StatementJson.read(StatementJson.write(statements))).isEqualTo(statements);
  }

  @Test
  void refusesWhatItDidNotWrite() {
    for (String json :
        List.of("", "[{}]", "[{\"kind\": \"table\"}]", "[1", "[{\"kind\":\"view\"}]")) {
      assertThatThrownBy(() -> StatementJson.read(json))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
