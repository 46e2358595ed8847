package dev.perigon.pipelines;

import dev.perigon.pipelines.Project.ReportQuery;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Analyses what a project asks of its datasets: the report's queries and {@code queries/}. */
final class QuestionCheck {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

  private final Analyses analyses;
  private final ProjectResolver resolver;
  private final Predicate<TableName> unplanned;
  private final Consumer<AnalyzedQuery> runnable;
  private final Complaints complaints;

  /**
   * @param unplanned datasets with a complaint of their own: what reads them is not looked at
   * @param runnable complains about a query that the engine cannot run
   */
  QuestionCheck(
      Analyses analyses,
      ProjectResolver resolver,
      Predicate<TableName> unplanned,
      Consumer<AnalyzedQuery> runnable,
      Complaints complaints) {
    this.analyses = analyses;
    this.resolver = resolver;
    this.unplanned = unplanned;
    this.runnable = runnable;
    this.complaints = complaints;
  }

  void check(Project project) {
    for (ReportQuery query : project.report()) {
      analysed(new SqlText(query.sql(), query.origin()))
          .ifPresent(answer -> checkTemplate(query, answer));
    }
    Questions.of(project, complaints).forEach(this::analysed);
  }

  private Optional<AnalyzedQuery> analysed(SqlText text) {
    return complaints.collect(() -> analyse(text)).flatMap(answer -> answer);
  }

  private Optional<AnalyzedQuery> analyse(SqlText text) {
    for (Relation relation : analyses.references(text)) {
      if (relation instanceof Relation.Table table && unplanned.test(table.name())) {
        return Optional.empty();
      }
    }
    AnalyzedQuery query = analyses.analyze(text, resolver);
    for (AnalyzedQuery.Input input : query.inputs()) {
      if (input.relation().streaming()) {
        throw UpdateErrors.streamInQuery(input.relation().origin());
      }
    }
    runnable.accept(query);
    return Optional.of(query);
  }

  private void checkTemplate(ReportQuery query, AnalyzedQuery answer) {
    Matcher placeholder = PLACEHOLDER.matcher(query.template());
    while (placeholder.find()) {
      String name = placeholder.group(1);
      if (!answer.schema().names().contains(name)) {
        complaints.add(
            ProjectErrors.unknownPlaceholder(name, answer.schema().names(), query.origin()));
      }
    }
  }
}
