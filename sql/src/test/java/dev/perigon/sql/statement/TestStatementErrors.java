package dev.perigon.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TestStatementErrors {
  private static final String CDC = "CREATE FLOW f AS AUTO CDC INTO t FROM STREAM(s) ";

  /** Statement; line:column; what was expected and found; a piece of the remedy. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          SELECT 1|1:1|CREATE but found SELECT|CREATE MATERIALIZED VIEW name AS before this query
          CREAT VIEW v AS SELECT 1|1:1|CREATE but found CREAT|Did you mean CREATE?
          INSERT INTO t SELECT 1|1:1|CREATE but found INSERT|CREATE FLOW name AS before INSERT
          APPLY CHANGES INTO t|1:1|CREATE but found APPLY|CREATE FLOW name AS before AUTO CDC
          DROP TABLE t|1:1|CREATE but found DROP|never changes them by hand
          USE retail|1:1|CREATE but found USE|perigon.yml
          CREATE TABLE t AS SELECT 1|1:8|STREAMING TABLE, MATERIALIZED VIEW, VIEW or FLOW but found TABLE|Write CREATE MATERIALIZED VIEW
          CREATE LIVE TABLE t AS SELECT 1|1:8|STREAMING TABLE, MATERIALIZED VIEW, VIEW or FLOW but found LIVE|old spelling
          CREATE STREAMING LIVE TABLE t AS SELECT 1|1:18|TABLE but found LIVE|leave the word out
          CREATE MATERIALISED VIEW t AS SELECT 1|1:8|STREAMING TABLE, MATERIALIZED VIEW, VIEW or FLOW but found MATERIALISED|Did you mean MATERIALIZED?
          CREATE OR REPLACE MATERIALIZED VIEW t AS SELECT 1|1:8|OR REFRESH but found OR|OR REPLACE is for views
          CREATE OR REFRESH VIEW t AS SELECT 1|1:8|OR REPLACE but found OR|CREATE OR REPLACE VIEW
          CREATE OR UPDATE VIEW t AS SELECT 1|1:11|REFRESH or REPLACE but found UPDATE|OR REPLACE for views
          CREATE TEMPORARY STREAMING TABLE t|1:8|PRIVATE but found TEMPORARY|PRIVATE, not TEMPORARY
          CREATE OR REFRESH FLOW f AS INSERT INTO t BY NAME SELECT 1|1:19|STREAMING TABLE, MATERIALIZED VIEW, VIEW or FLOW but found FLOW|without words before FLOW
          CREATE STREAMING TABLE IF NOT EXISTS t|1:24|a name but found IF|Leave IF NOT EXISTS out
          CREATE STREAMING TABLE 't'|1:24|a name but found the string 't'|Write CREATE STREAMING TABLE
          CREATE MATERIALIZED VIEW a.b.c.d AS SELECT 1|1:26|a name of one to three parts but found a.b.c.d|catalog.schema.table
          CREATE MATERIALIZED VIEW my-view AS SELECT 1|1:28|AS but found -|Write CREATE MATERIALIZED VIEW
          CREATE MATERIALIZED VIEW v|1:27|AS but found the end of the file|Write CREATE MATERIALIZED VIEW
          CREATE MATERIALIZED VIEW v SELECT 1|1:28|AS but found SELECT|Write AS before the query
          CREATE MATERIALIZED VIEW v COMENT 'x' AS SELECT 1|1:28|AS but found COMENT|Did you mean COMMENT?
          CREATE MATERIALIZED VIEW v USING DELTA AS SELECT 1|1:28|AS but found USING|the warehouse decides
          CREATE MATERIALIZED VIEW v CONSTRAINT n EXPECT (a) AS SELECT 1|1:28|AS but found CONSTRAINT|in parentheses after the name
          CREATE MATERIALIZED VIEW v AS|1:30|a query but found the end of the file|starts with SELECT
          CREATE MATERIALIZED VIEW v AS ;|1:31|a query but found ;|starts with SELECT
          CREATE MATERIALIZED VIEW v AS SELCT 1|1:31|a query but found SELCT|Did you mean SELECT?
          CREATE MATERIALIZED VIEW v AS SELECT (1|1:38|a closing ) but found the end of the file|Close the (
          CREATE MATERIALIZED VIEW v AS SELECT (1; SELECT 2)|1:38|a closing ) but found ;|Close the (
          CREATE MATERIALIZED VIEW v AS SELECT 1)|1:39|more of the query or ; but found )|Remove this )
          CREATE MATERIALIZED VIEW v AS SELECT 'a|1:38|a closing ' but found the end of the file|Close the string
          CREATE MATERIALIZED VIEW v AS SELECT `a|1:38|a closing ` but found the end of the file|Close the name
          CREATE MATERIALIZED VIEW v AS SELECT 1 /* a|1:40|a closing */ but found the end of the file|Close the comment
          /* a /* b */ CREATE|1:1|a closing */ but found the end of the file|comments nest
          CREATE MATERIALIZED VIEW v COMMENT 'it's' AS SELECT 1|1:40|AS but found s|A quote at line 1 is never closed
          CREATE MATERIALIZED VIEW v COMMENT 'it''s' AS SELECT 1|1:40|one string but found two side by side|For a quote inside
          CREATE VIEW v AS SELECT "it""s"|1:29|one string but found two side by side|Spark drops
          CREATE VIEW v AS SELECT 1 CREATE VIEW w AS SELECT 2|1:27|; before the next statement but found CREATE|End the statement above
          CREATE VIEW v (a INT) AS SELECT 1|1:15|column names only but found (|names only
          CREATE VIEW v (CONSTRAINT n EXPECT (a)) AS SELECT 1|1:15|column names only but found (|MATERIALIZED VIEW
          CREATE VIEW v PARTITIONED BY (a) AS SELECT 1|1:15|AS but found PARTITIONED|Write CREATE VIEW name
          CREATE STREAMING TABLE t (|1:27|a column name but found the end of the file|Write name TYPE
          CREATE STREAMING TABLE t ()|1:27|at least one column or constraint but found ()|Write name TYPE
          CREATE STREAMING TABLE t (a INT b INT)|1:33|, or ) but found b|a comma between columns
          CREATE STREAMING TABLE t (a INT, A STRING)|1:34|each column once but found A a second time|Remove or rename
          CREATE STREAMING TABLE t (a 5)|1:29|a type but found 5|Write name TYPE
          CREATE STREAMING TABLE t (a INT NULL)|1:33|, or ) but found NULL|Write name TYPE
          CREATE STREAMING TABLE t (a ARRAY<INT)|1:29|a complete type but found ARRAY|Close each <
          CREATE STREAMING TABLE t (a DECIMAL(2,1|1:36|a closing ) but found the end of the file|Close the (
          CREATE STREAMING TABLE t (a INT NOT NUL)|1:37|NOT NULL but found NUL|Did you mean NULL?
          CREATE STREAMING TABLE t (a INT NOT NULL NOT NULL)|1:42|NOT NULL once but found NOT NULL a second time|Keep one
          CREATE STREAMING TABLE t (a INT GENERATED ALWAYS AS (1))|1:33|, or ) but found GENERATED|Remove it
          CREATE STREAMING TABLE t (a INT CONSTRAINT n EXPECT (a > 0))|1:33|, or ) but found CONSTRAINT|Put a comma before
          CREATE STREAMING TABLE t (CONSTRAINT n EXPECT a > 0)|1:47|( but found a|CONSTRAINT name EXPECT (predicate)
          CREATE STREAMING TABLE t (CONSTRAINT n EXPECT ())|1:48|a predicate but found )|CONSTRAINT name EXPECT (predicate)
          CREATE STREAMING TABLE t (CONSTRAINT n EXPECT (a > 0)|1:26|a closing ) but found the end of the file|Close the (
          CREATE STREAMING TABLE t (CONSTRAINT n EXPCT (a))|1:40|EXPECT but found EXPCT|Did you mean EXPECT?
          CREATE STREAMING TABLE t (CONSTRAINT n PRIMARY KEY (a))|1:40|EXPECT but found PRIMARY|Constraints are expectations
          CREATE STREAMING TABLE t (CONSTRAINT n EXPECT (a), CONSTRAINT N EXPECT (b))|1:63|each constraint once but found N a second time|Remove or rename
          CREATE STREAMING TABLE t (CONSTRAINT n EXPECT (a) ON VIOLATION DELETE)|1:64|DROP ROW, FAIL UPDATE or QUARANTINE ROW but found DELETE|Write ON VIOLATION DROP ROW
          CREATE STREAMING TABLE t (CONSTRAINT n EXPECT (a) ON VIOLATION DROP)|1:64|DROP ROW, FAIL UPDATE or QUARANTINE ROW but found DROP|Write ON VIOLATION DROP ROW
          CREATE STREAMING TABLE t (CONSTRAINT n EXPECT (a) ON VIOLATION WARN)|1:64|DROP ROW, FAIL UPDATE or QUARANTINE ROW but found WARN|leave ON VIOLATION out
          CREATE STREAMING TABLE t (CONSTRAINT n EXPECT (a) ON VIOLATON DROP ROW)|1:54|VIOLATION but found VIOLATON|Did you mean VIOLATION?
          CREATE STREAMING TABLE t COMMENT 'a' COMMENT 'b'|1:38|COMMENT once but found COMMENT a second time|Keep one COMMENT
          CREATE STREAMING TABLE t (a INT) (b INT)|1:34|the column list once but found the column list a second time|Keep one
          CREATE STREAMING TABLE t COMMENT x|1:34|a comment in quotes but found x|Write COMMENT
          CREATE STREAMING TABLE t PARTITIONED BY ()|1:42|at least one column but found ()|PARTITIONED BY (country, year)
          CREATE STREAMING TABLE t PARTITIONED BY (year(a))|1:46|, or ) but found (|not expressions
          CREATE STREAMING TABLE t CLUSTER BY AUTO|1:37|( but found AUTO|CLUSTER BY (customer_id)
          CREATE STREAMING TABLE t CLUSTER BY (a, A)|1:41|each column once but found A a second time|Remove or rename
          CREATE STREAMING TABLE t TBLPROPERTIES ('a' = b)|1:47|a value in quotes but found b|TBLPROPERTIES ('key' = 'value'
          CREATE STREAMING TABLE t TBLPROPERTIES ('a' = 'b', 'a' = 'c')|1:52|each property once but found a a second time|Remove
          CREATE FLOW f INSERT INTO t BY NAME SELECT 1|1:15|AS but found INSERT|CREATE FLOW name AS INSERT INTO
          CREATE FLOW f AS SELECT 1|1:18|INSERT INTO or AUTO CDC INTO but found SELECT|INSERT INTO [ONCE] target BY NAME
          CREATE FLOW f AS INSERT INTO t SELECT 1|1:32|BY NAME but found SELECT|Columns are matched by name
          CREATE FLOW f AS AUTO CDC t|1:27|INTO but found t|AUTO CDC INTO target
          """)
  void saysWhatWasExpectedWhereAndWhatToDo(
      String sql, String place, String problem, String remedy) {
    check(sql, place, problem, remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          KEYS () SEQUENCE BY ts|55|at least one key but found ()|Write KEYS (customer_id)
          KEYS id SEQUENCE BY ts|54|( but found id|Write KEYS (customer_id)
          KEYS (id)|58|SEQUENCE BY but found the end of the file|SEQUENCE BY changed_at
          SEQUENCE BY ts|63|KEYS (…) but found the end of the file|KEYS (customer_id)
          KEYS (id) SEQUENCE BY|70|an expression but found the end of the file|Write SEQUENCE BY
          KEYS (id) SEQUENCE ts|68|BY but found ts|Write SEQUENCE BY
          KEYS (id, ID) SEQUENCE BY ts|59|each key once but found ID a second time|Remove
          KEYS (a.b) SEQUENCE BY ts|56|, or ) but found .|Write KEYS
          KEYS (id) SEQUENCE BY ts KEYS (id)|74|KEYS once but found KEYS a second time|Keep one KEYS
          KEYS (id) SEQUENCE BY ts STORED AS SCD TYPE 3|93|1 or 2 but found 3|SCD TYPE 2 (with history)
          KEYS (id) SEQUENCE BY ts TRACK HISTORY ON a|74|STORED AS SCD TYPE 2 with it but found TRACK|SCD TYPE 2 only
          KEYS (id) APPLY AS TRUNCATE WHEN a SEQUENCE BY ts STORED AS SCD TYPE 2|59|no APPLY AS TRUNCATE with SCD TYPE 2 but found APPLY|APPLY AS DELETE WHEN
          KEYS (id) APPLY AS DELETE op = 'd' SEQUENCE BY ts|75|WHEN but found op|APPLY AS DELETE WHEN operation
          KEYS (id) APPLY AS UPDATE WHEN x SEQUENCE BY ts|68|DELETE WHEN or TRUNCATE WHEN but found UPDATE|APPLY AS DELETE WHEN
          KEYS (id) IGNORE NULL SEQUENCE BY ts|71|IGNORE NULL UPDATES but found SEQUENCE|Write IGNORE NULL UPDATES
          KEYS (id) STORD AS SCD TYPE 1|59|a clause of AUTO CDC or ; but found STORD|Did you mean STORED?
          KEYS (id) SEQUENCE BY ts COLUMNS * EXCEPT ()|92|at least one column but found ()|COLUMNS * EXCEPT (c)
          """)
  void saysWhatIsWrongInACdcFlow(String clauses, int column, String problem, String remedy) {
    check(CDC + clauses, "1:" + column, problem, remedy);
  }

  @Test
  void wantsAStreamAsTheSourceOfChanges() {
    check(
        "CREATE FLOW f AS AUTO CDC INTO t FROM s KEYS (id) SEQUENCE BY ts",
        "1:39",
        "STREAM(source) but found s",
        "FROM STREAM(source)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          STREAM(s) KEYS (id)|53|a table, a view or read_files but found STREAM|without STREAM
          s STORED AS SCD TYPE 1|75|KEYS (…) but found the end of the file|KEYS (customer_id)
          s KEYS (id) SEQUENCE BY ts|65|no SEQUENCE BY with FROM SNAPSHOT but found SEQUENCE|Leave
          s KEYS (id) IGNORE NULL UPDATES|65|no IGNORE NULL UPDATES with FROM SNAPSHOT but found IGNORE|Leave
          s KEYS (id) APPLY AS DELETE WHEN x|65|no APPLY AS DELETE with FROM SNAPSHOT but found APPLY|Leave
          """)
  void saysWhatIsWrongInAFlowOfDumps(String rest, int column, String problem, String remedy) {
    check(
        "CREATE FLOW f AS AUTO CDC FROM SNAPSHOT INTO t FROM " + rest,
        "1:" + column,
        problem,
        remedy);
  }

  @Test
  void givesTheLineOfALaterStatement() {
    PerigonException error = fails("CREATE VIEW v AS SELECT 1;\n\n  CREATE VIEW w\n  AS;");
    assertThat(error.origin().orElseThrow()).hasToString("f.sql:4:5");
  }

  @Test
  void neverFailsOtherwiseWhateverTheText() {
    String sql =
        "CREATE OR REFRESH PRIVATE STREAMING TABLE a.b (x STRUCT<y: INT> NOT NULL COMMENT 'c', "
            + "CONSTRAINT n EXPECT (x > 0) ON VIOLATION DROP ROW) TBLPROPERTIES ('a' = 1) AS SELECT"
            + " `q` FROM STREAM(s); "
            + CDC
            + "KEYS (id) APPLY AS DELETE WHEN a SEQUENCE BY b COLUMNS * EXCEPT (c) STORED AS SCD"
            + " TYPE 2 /* d */";
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] pieces = sql.split("(?<=\\W)|(?=\\W)");
    for (int round = 0; round < 3000; round++) {
      StringBuilder text = new StringBuilder();
      int changed = random.nextInt(pieces.length);
      for (int i = 0; i < pieces.length; i++) {
        int what = Math.abs(i - changed) < 3 ? random.nextInt(4) : 3;
        text.append(what == 0 ? "" : what == 1 ? pieces[random.nextInt(pieces.length)] : pieces[i]);
      }
      try {
        StatementParser.parse("f.sql", text.toString());
      } catch (PerigonException expected) {
        assertThat(expected.origin()).as("seed %d: %s", seed, text).isPresent();
      } catch (RuntimeException bug) {
        throw new AssertionError("seed " + seed + ": " + text, bug);
      }
    }
  }

  private static void check(String sql, String place, String problem, String remedy) {
    PerigonException error = fails(sql);
    assertThat(error).hasMessage("Cannot read f.sql: expected " + problem);
    assertThat(error.remedy()).contains(remedy);
    assertThat(error.code()).isEqualTo(ErrorCode.SYNTAX);
    assertThat(error.origin().orElseThrow()).hasToString("f.sql:" + place);
  }

  private static PerigonException fails(String sql) {
    PerigonException error =
        catchThrowableOfType(PerigonException.class, () -> StatementParser.parse("f.sql", sql));
    assertThat(error).as(sql).isNotNull();
    return error;
  }
}
