package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.query.Analyzer;
import dev.perigon.sql.query.DuckDbSession;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calendar functions around the changes of clocks, in the session's time zone. */
class TestTimeZones {
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final Resolver NOTHING =
      new Resolver() {
        @Override
        public Optional<Resolved> resolve(Relation relation) {
          return Optional.empty();
        }

        @Override
        public List<TableName> candidates() {
          return List.of();
        }
      };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hour(timestamp_seconds(1710055800))",
        "date_trunc('day', timestamp_seconds(1710080000))",
        "date_trunc('hour', timestamp_seconds(1730612700))",
        "date_trunc('month', timestamp_seconds(1730612700))",
        "timestamp_seconds(1710000000) + interval 1 day",
        "timestamp_seconds(1710000000) + interval 24 hours",
        "timestamp_seconds(1710000000) + interval '1' month",
        "timestampadd(month, -1, timestamp_seconds(1712000000))",
        "timestampadd(hour, 24, timestamp_seconds(1730540000))",
        "timestampdiff(hour, timestamp_seconds(1710000000), timestamp_seconds(1710100000))",
        "timestamp_seconds(1710100000) - timestamp_seconds(1710000000) = interval '28' hour",
        "months_between(timestamp_seconds(1710100000), timestamp_seconds(1700000000))",
        "make_timestamp(2024, 11, 3, 1, 30, 0)",
        "make_timestamp(2024, 3, 10, 2, 30, 0)",
        "date_format(timestamp_seconds(1730612700), 'yyyy-MM-dd HH:mm:ss')",
        "date_format(timestamp_seconds(1730612700), 'yyyy-MM-dd HH:mm VV XXX')",
        "from_unixtime(1710055800)",
        "to_timestamp('2024-11-03 01:30:00', 'yyyy-MM-dd HH:mm:ss')",
        "unix_timestamp('2024-03-10 02:30:00')",
        "unix_timestamp(date'2024-07-01')",
        "extract(second from timestamp_seconds(1710055801.25D))",
        "sequence(timestamp_seconds(1710000000), timestamp_seconds(1710300000), interval 1 day)",
        "sequence(timestamp_seconds(1730000000), timestamp_seconds(1731000000), interval '36' hour)",
        "sequence(timestamp_seconds(1700000000), timestamp_seconds(1720000000), interval 1 month)",
        "to_csv(named_struct('t', timestamp_seconds(1710055800), 'd', date'2024-03-10'))",
        "from_csv('2024-03-10 02:30:00', 't timestamp', map('timestampFormat', 'yyyy-MM-dd HH:mm:ss')).t",
        "from_xml('<r><t>2024-11-03T01:30:00</t></r>', 't timestamp').t",
        "to_json(named_struct('t', timestamp_seconds(1730612700)))",
        "from_json('{\"t\": \"2024-11-03 01:30:00\"}', 't timestamp', map('timestampFormat', 'yyyy-MM-dd HH:mm:ss')).t",
        "cast(timestamp_seconds(1730612700) as date)",
        "cast(date'2024-03-10' as timestamp)",
        "cast(timestamp_ntz'2024-03-10 02:30:00' as timestamp)",
        "cast(timestamp_seconds(1730612700) as timestamp_ntz)",
        "cast('2024-11-03 01:30:00' as timestamp)",
        "timestamp_seconds(1710100000) - timestamp_seconds(1710000000)",
        "last_day(timestamp_seconds(1711929000))",
        "dayofweek(timestamp_seconds(1710043000))",
        "date_trunc(if(1 > 0, 'day', 'x'), timestamp_seconds(1710080000))",
        "unix_timestamp(timestamp_ntz'2024-03-10 02:30:00')",
        "to_utc_timestamp(timestamp_seconds(1710055800), 'Europe/Berlin')",
        "from_utc_timestamp(timestamp_seconds(1710055800), 'Australia/Lord_Howe')",
        "convert_timezone('Asia/Kolkata', timestamp_ntz'2024-03-10 02:30:00')",
        "try_make_timestamp(2024, 3, 10, 2, 30, 0)",
        "make_timestamp_ltz(2024, 11, 3, 1, 30, 0, 'Europe/Paris')",
        "hash(timestamp_seconds(1710055800), array(timestamp_seconds(1710055800)))",
        "array_max(array(struct(timestamp_seconds(1710055800)), struct(timestamp_seconds(1730612700))))",
        "format_string('%s', timestamp_seconds(1730612700))",
      })
  void givesSparksAnswer(String expression) throws Exception {
    String sql = "select string(" + expression + ")";
    SparkSession spark = SparkOracle.session();
    spark.conf().set("spark.sql.session.timeZone", ZONE.getId());
    try {
      assertThat(duckDb(sql)).as(sql).isEqualTo(spark.sql(sql).head().getString(0));
    } finally {
      spark.conf().set("spark.sql.session.timeZone", "UTC");
    }
  }

  private static String duckDb(String sql) throws Exception {
    SqlSettings settings = new SqlSettings(new Namespace("test", "test"), ZONE, Map.of());
    Rendering rendering =
        new Analyzer(settings).analyze(SqlText.of("query.sql", sql), NOTHING).duckdb();
    assertThat(rendering).isInstanceOf(Rendering.Sql.class);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      ScalarFunctions.register(
          connection.unwrap(DuckDBConnection.class), DuckDbSession.functions());
      for (String setup : DuckDbSession.prelude(ZONE)) {
        statement.execute(setup);
      }
      try (ResultSet result = statement.executeQuery(((Rendering.Sql) rendering).text())) {
        result.next();
        return result.getString(1);
      }
    }
  }
}
