package dev.perigon.pipelines;

import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.query.Resolver.Resolved;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.SchemaJson;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Everything that an analysis depends on, as one hash. */
final class AnalysisKey {
  private final StringBuilder text = new StringBuilder();
  private final Function<SqlText, List<Relation>> references;

  private AnalysisKey(String what) {
    this.references = text -> List.of();
    part(what);
    part(BuildVersion.current());
  }

  private AnalysisKey(
      String what, SqlSettings settings, Function<SqlText, List<Relation>> references) {
    this.references = references;
    part(what);
    part(BuildVersion.current());
    part(settings.defaults());
    part(settings.timeZone());
    new TreeMap<>(settings.parameters())
        .forEach((name, value) -> part(name + "=" + value.getClass().getName() + value));
  }

  /** For what depends on nothing but the text. */
  static String ofText(String what, SqlSettings settings, SqlText query) {
    AnalysisKey key = new AnalysisKey(what, settings, text -> List.of());
    key.part(query);
    return AnalysisCache.hash(key.text.toString());
  }

  /** For statements, which depend on nothing but their files. */
  static String ofTexts(List<String> texts) {
    AnalysisKey key = new AnalysisKey("statements");
    texts.forEach(key::part);
    return AnalysisCache.hash(key.text.toString());
  }

  /** For a query over what {@code resolver} knows. */
  static String ofQuery(
      SqlSettings settings,
      SqlText query,
      Resolver resolver,
      Function<SqlText, List<Relation>> references) {
    AnalysisKey key = new AnalysisKey("query", settings, references);
    key.query(query, resolver);
    return AnalysisCache.hash(key.text.toString());
  }

  private void query(SqlText query, Resolver resolver) {
    part(query);
    for (Relation relation : references.apply(query)) {
      Optional<Resolved> resolved = resolver.resolve(relation);
      if (resolved.isEmpty()) {
        part("unknown");
      } else if (resolved.get() instanceof Resolved.Rows rows) {
        part(SchemaJson.write(rows.schema()));
      } else if (resolved.get() instanceof Resolved.View view) {
        part(view.columns());
        query(view.query(), resolver);
      }
    }
  }

  /** With its length, so that no two lists of parts make the same text. */
  private void part(Object part) {
    String written = part.toString();
    text.append(written.length()).append(':').append(written);
  }
}
