package dev.perigon.cli;

import dev.perigon.engine.Rows;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateRequest;
import dev.perigon.pipelines.Updates;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The answers to a project's report queries after an update. */
record Report(List<Block> blocks) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^{}]+)}");

  Report {
    blocks = List.copyOf(blocks);
  }

  /** One query's answer: each row holds values as {@link Rows#value} gives them, or null. */
  record Block(Project.ReportQuery query, Schema schema, List<Object[]> rows) {}

  /** Empty unless {@code wanted}: after a failure the numbers would mix old and new. */
  static Report of(Project project, UpdateRequest request, Updates updates, boolean wanted) {
    if (!wanted) {
      return new Report(List.of());
    }
    return new Report(
        project.report().stream().map(query -> block(query, project, request, updates)).toList());
  }

  private static Block block(
      Project.ReportQuery query, Project project, UpdateRequest request, Updates updates) {
    SqlText sql = SqlText.of("report: " + query.title(), query.sql());
    try (Rows rows = updates.query(sql, Optional.of(project), request.data(), request.asOf())) {
      List<Object[]> values = new ArrayList<>();
      int columns = rows.schema().columns().size();
      while (rows.next()) {
        Object[] row = new Object[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = rows.value(i);
        }
        values.add(row);
      }
      return new Block(query, rows.schema(), values);
    }
  }

  /** The lines that people read. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (Block block : blocks) {
      lines.addAll(block.query().template().isEmpty() ? table(block) : filled(block));
    }
    return lines;
  }

  private static List<String> filled(Block block) {
    return block.rows().stream().map(row -> fill(block, row)).toList();
  }

  /** In one pass, so that a value that looks like a placeholder stays as it is. */
  private static String fill(Block block, Object[] row) {
    List<String> names = block.schema().names();
    return TextTable.visible(
        PLACEHOLDER
            .matcher(block.query().template())
            .replaceAll(
                found -> {
                  int column = names.indexOf(found.group(1));
                  return Matcher.quoteReplacement(
                      column < 0 ? found.group() : cell(block, row, column));
                }));
  }

  private static List<String> table(Block block) {
    List<String[]> cells = new ArrayList<>();
    for (Object[] row : block.rows()) {
      String[] texts = new String[row.length];
      for (int i = 0; i < row.length; i++) {
        texts[i] = cell(block, row, i);
      }
      cells.add(texts);
    }
    List<String> lines = new ArrayList<>();
    lines.add(block.query().title() + ":");
    TextTable.of(TableRows.titles(block.schema()), cells)
        .lines()
        .map(l -> "  " + l)
        .forEach(lines::add);
    return lines;
  }

  private static String cell(Block block, Object[] row, int i) {
    return row[i] == null ? "NULL" : ValueText.text(row[i], block.schema().columns().get(i).type());
  }
}
