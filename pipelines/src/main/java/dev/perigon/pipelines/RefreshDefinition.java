package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.pipelines.PlannedDataset.PlannedFlow;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.SparkQuery;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.query.Volatility;
import dev.perigon.sql.type.SchemaJson;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything but the inputs that the rows of a materialized view depend on, as one hash: query,
 * views, parameters, rules, declaration, engine, build, and the clock where the query asks for it.
 */
final class RefreshDefinition {
  private final Digest digest = new Digest();

  private RefreshDefinition() {}

  /** Empty when the same definition may give other rows the next time. */
  static Optional<String> of(PlannedDataset planned, Engine engine, UpdateContext context) {
    SqlSettings settings = context.analyses().settings();
    RefreshDefinition definition = new RefreshDefinition();
    Volatility volatility =
        planned.rules().map(rules -> rules.count().volatility()).orElse(Volatility.NONE);
    for (PlannedFlow flow : planned.flows()) {
      volatility = volatility.or(flow.query().volatility());
      definition.query(flow.query());
    }
    if (volatility == Volatility.CHANCE) {
      return Optional.empty();
    }
    definition.part(clock(volatility, settings, context));
    definition.part(BuildVersion.of(engine.getClass()));
    definition.part(engine.getClass().getName());
    definition.part(Runtime.version()); // knows time zones and letters
    definition.part(settings.timeZone());
    definition.part(settings.defaults());
    definition.table(planned);
    return Optional.of(definition.digest.text());
  }

  private static String clock(Volatility volatility, SqlSettings settings, UpdateContext context) {
    return switch (volatility) {
      case NONE -> "";
      case DATE -> context.asOf().atZone(settings.timeZone()).toLocalDate().toString();
      case INSTANT -> context.asOf().toString();
      case CHANCE -> throw new IllegalStateException("Nobody knows");
    };
  }

  private void table(PlannedDataset planned) {
    List<Rule> rules = planned.rules().map(r -> r.queries().rules()).orElse(List.of());
    part(TableExpectations.property(rules));
    part(SchemaJson.write(planned.schema()));
    part(planned.table().partitionBy());
    part(planned.table().comment());
    part(new TreeMap<>(planned.table().properties()));
  }

  private void query(AnalyzedQuery query) {
    part(SchemaJson.write(query.schema()));
    query.inputs().forEach(input -> relation(input.relation()));
    query(query.spark());
  }

  private void query(SparkQuery query) {
    part(query.text());
    part(new TreeMap<>(query.parameters()));
    for (SparkQuery.Reading reading : query.readings()) {
      part(reading.offset());
      part(reading.table());
      if (reading.source() instanceof SparkQuery.Source.View view) {
        part(view.columns());
        query(view.query());
      } else {
        part(((SparkQuery.Source.Input) reading.source()).index());
      }
    }
  }

  private void relation(Relation relation) {
    part(relation.streaming());
    part(new TreeMap<>(relation.options()));
    if (relation instanceof Relation.Table table) {
      part(table.name());
      part(table.travel());
    } else if (relation instanceof Relation.Files files) {
      part(files.path());
      part(files.format());
    }
  }

  private void part(Object part) {
    digest.add(part.toString());
  }
}
