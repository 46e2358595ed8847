package dev.perigon.sql.catalyst;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Relation.TimeTravel;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;

/**
 * Reads the arguments of {@code read_files}, {@code read_kafka}, {@code read_kinesis}, {@code
 * table_changes} and of time travel.
 */
final class SourceFunctions {
  private static final Set<String> FORMATS = Set.of("csv", "json", "parquet", "delta", "text");
  private static final String FILES = "read_files";
  private static final String CHANGES = "table_changes";
  private static final String KAFKA = "read_kafka";
  private static final String KINESIS = "read_kinesis";
  private static final Map<String, String> EXAMPLES =
      Map.of(
          CHANGES,
          "Write table_changes('table', 0) or table_changes('table', 2, 5)",
          FILES,
          "Write read_files('path', format => 'csv', header => true)",
          KAFKA,
          "Write read_kafka(bootstrapServers => 'host:9092', subscribe => 'topic')",
          KINESIS,
          "Write read_kinesis(streamName => 'stream', region => 'eu-west-1')");

  private final Constants constants;
  private final ParsedQuery query;

  SourceFunctions(Constants constants, ParsedQuery query) {
    this.constants = constants;
    this.query = query;
  }

  /** Whether {@code function} is one of ours. */
  boolean reads(UnresolvedTableValuedFunction function) {
    String name = name(function);
    if (name.equals("read_stream")) {
      throw CatalystErrors.unsupportedSource(name, query.origin(function));
    }
    return Set.of(FILES, CHANGES, KAFKA, KINESIS).contains(name);
  }

  Relation relation(UnresolvedTableValuedFunction function, boolean streaming, Namespace defaults) {
    return switch (name(function)) {
      case CHANGES -> changes(function, streaming, defaults);
      case KAFKA -> topics(function, streaming);
      case KINESIS -> shards(function, streaming);
      default -> files(function, streaming);
    };
  }

  private static String name(UnresolvedTableValuedFunction function) {
    return String.join(".", Scala.list(function.name())).toLowerCase(Locale.ROOT);
  }

  private Relation.Table changes(
      UnresolvedTableValuedFunction function, boolean streaming, Namespace defaults) {
    Origin origin = query.origin(function);
    List<Expression> arguments = Scala.list(function.functionArgs());
    if (arguments.size() < 2
        || arguments.size() > 3
        || arguments.stream().anyMatch(a -> a instanceof NamedArgumentExpression)) {
      throw bad(CHANGES, "it takes a table, the first version and perhaps the last", origin);
    }
    Map<String, String> options = new HashMap<>(Map.of("readchangefeed", "true"));
    bound("starting", arguments.get(1), options);
    if (arguments.size() == 3) {
      bound("ending", arguments.get(2), options);
    }
    String name = text(CHANGES, arguments.get(0), "table");
    return new Relation.Table(
        tableName(name, defaults, origin), streaming, Optional.empty(), options, origin);
  }

  private static TableName tableName(String name, Namespace defaults, Origin origin) {
    try {
      List<String> parts = Scala.list(new CatalystSqlParser().parseMultipartIdentifier(name));
      return TableName.of(parts, defaults);
    } catch (Exception e) { // Scala throws what it does not declare
      throw bad(CHANGES, "'%s' is no name of a table".formatted(name), origin);
    }
  }

  /** A version is a number; anything else is a time. */
  private void bound(String which, Expression bound, Map<String, String> options) {
    String text = text(CHANGES, bound, which + " version");
    if (text.matches("\\d{1,18}")) {
      options.put(which + "version", text);
    } else {
      Object micros =
          constant(
              CHANGES,
              () -> constants.value(bound, DataTypes.TimestampType, Option.empty()),
              bound,
              which);
      options.put(
          which + "timestamp", Instant.EPOCH.plus((Long) micros, ChronoUnit.MICROS).toString());
    }
  }

  private Relation.Files files(UnresolvedTableValuedFunction function, boolean streaming) {
    Origin origin = query.origin(function);
    List<Expression> arguments = Scala.list(function.functionArgs());
    if (arguments.isEmpty() || arguments.get(0) instanceof NamedArgumentExpression) {
      throw bad(FILES, "its first argument is the path", origin);
    }
    Map<String, String> named =
        named(
            FILES,
            arguments.subList(1, arguments.size()),
            "all arguments after the path have a name");
    String path = text(FILES, arguments.get(0), "path");
    return new Relation.Files(
        path, format(named.remove("format"), origin), named, streaming, origin);
  }

  private Relation.Topics topics(UnresolvedTableValuedFunction function, boolean streaming) {
    Map<String, String> named = named(KAFKA, function);
    Origin origin = query.origin(function);
    long which =
        Stream.of("subscribe", "subscribepattern").filter(named.keySet()::contains).count();
    if (which != 1) {
      throw bad(KAFKA, "it takes either 'subscribe' or 'subscribePattern'", origin);
    }
    return new Relation.Topics(named, streaming, origin);
  }

  private Relation.Shards shards(UnresolvedTableValuedFunction function, boolean streaming) {
    Map<String, String> named = named(KINESIS, function);
    Origin origin = query.origin(function);
    if (named.getOrDefault("streamname", "").isBlank()) {
      throw bad(KINESIS, "'streamName' is missing", origin);
    }
    return new Relation.Shards(named, streaming, origin);
  }

  private Map<String, String> named(String name, UnresolvedTableValuedFunction function) {
    return named(name, Scala.list(function.functionArgs()), "all its arguments have a name");
  }

  private Map<String, String> named(String function, List<Expression> arguments, String rule) {
    Map<String, String> named = new HashMap<>();
    for (Expression argument : arguments) {
      if (!(argument instanceof NamedArgumentExpression option)) {
        throw bad(function, rule, query.origin(argument));
      }
      String key = option.key().toLowerCase(Locale.ROOT);
      if (named.put(key, text(function, option.value(), option.key())) != null) {
        throw bad(function, "'%s' is given twice".formatted(option.key()), query.origin(option));
      }
    }
    return named;
  }

  private String format(String format, Origin origin) {
    if (format == null) {
      throw bad(FILES, "'format' is missing", origin);
    }
    String known = format.toLowerCase(Locale.ROOT);
    if (!FORMATS.contains(known)) {
      throw CatalystErrors.badArgument(
          "read_files",
          "format '%s' is not known".formatted(format),
          "Formats are csv, json, parquet, delta and text",
          origin);
    }
    return known;
  }

  private String text(String function, Expression expression, String name) {
    String text = constant(function, () -> constants.text(expression), expression, name);
    if (text == null) {
      throw bad(function, "'%s' is NULL".formatted(name), query.origin(expression));
    }
    return text;
  }

  private <T> T constant(String function, Supplier<T> value, Expression expression, String name) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw bad(function, "'%s' is not a constant".formatted(name), query.origin(expression));
    }
  }

  private static RuntimeException bad(String function, String why, Origin origin) {
    return CatalystErrors.badArgument(function, why, EXAMPLES.get(function), origin);
  }

  TimeTravel travel(LogicalPlan plan) {
    RelationTimeTravel travel = (RelationTimeTravel) plan;
    Origin origin = query.origin(travel);
    if (travel.version().isDefined()) {
      return version(travel.version().get(), origin);
    }
    Expression timestamp = travel.timestamp().get();
    Object micros;
    try {
      micros = constants.value(timestamp, DataTypes.TimestampType, Option.empty());
    } catch (IllegalArgumentException e) {
      throw CatalystErrors.badTimeTravel("the timestamp is not a constant", origin);
    }
    if (micros == null) {
      throw CatalystErrors.badTimeTravel("the timestamp is NULL", origin);
    }
    return new TimeTravel.Timestamp(Instant.EPOCH.plus((Long) micros, ChronoUnit.MICROS));
  }

  private static TimeTravel version(String text, Origin origin) {
    try {
      return new TimeTravel.Version(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw CatalystErrors.badTimeTravel("version '%s' is not a number".formatted(text), origin);
    }
  }
}
