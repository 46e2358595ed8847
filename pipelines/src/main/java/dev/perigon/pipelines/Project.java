package dev.perigon.pipelines;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.statement.Statement;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A folder with {@code perigon.yml} and SQL files, read and checked for syntax.
 *
 * @param layers the folders that hold datasets, in the order in which {@code perigon.yml} lists
 *     them
 * @param parameters defaults from {@code perigon.yml}, overridden by {@code --set}
 * @param report named queries that a run prints at its end
 * @param target where and how it runs: the target asked for, over what the file says at its top
 */
public record Project(
    String name,
    Path folder,
    Namespace namespace,
    ZoneId timeZone,
    List<String> layers,
    Map<String, Object> parameters,
    List<ReportQuery> report,
    List<SourceStatement> statements,
    Target target) {
  /** The file that makes a folder a project. */
  public static final String FILE = "perigon.yml";

  public Project {
    layers = List.copyOf(layers);
    parameters = Map.copyOf(parameters);
    report = List.copyOf(report);
    statements = List.copyOf(statements);
  }

  /** A statement and the layer (folder) whose file holds it. */
  public record SourceStatement(String layer, Statement statement) {}

  /**
   * One block of the report.
   *
   * @param template a line to print per row with {@code {column}} placeholders; empty for a table
   * @param origin where {@code sql} stands
   */
  public record ReportQuery(String title, String sql, String template, Origin origin) {}

  /**
   * The questions below {@code queries/}, each with its file as place.
   *
   * @throws dev.perigon.sql.error.PerigonException when a file cannot be read
   */
  public List<SqlText> questions() {
    Complaints complaints = new Complaints();
    List<SqlText> questions = Questions.of(this, complaints);
    complaints.throwIfAny("Cannot read the questions of project '%s'".formatted(name));
    return questions;
  }

  /**
   * Loads a project.
   *
   * @param settings {@code --set name=value}
   * @throws dev.perigon.sql.error.PerigonException every complaint with file:line
   */
  public static Project load(Path folder, Map<String, String> settings) {
    return load(folder, settings, Optional.empty(), Optional.empty());
  }

  /**
   * As {@link #load(Path, Map)}, for one of its targets.
   *
   * @param target a name below {@code targets} in {@code perigon.yml}
   * @param home a local folder that may keep what was read, so that the next load is faster
   */
  public static Project load(
      Path folder, Map<String, String> settings, Optional<String> target, Optional<Path> home) {
    return new ProjectLoader(folder, home).load(settings, target);
  }

  /**
   * Where its source files are, which need not exist: what the target says, else its folder data.
   */
  public URI data() {
    return target.data().orElseGet(() -> folder.resolve("data").toUri());
  }

  /** Settings for engines: see {@link Target}. */
  public Map<String, String> engine() {
    return target.engine();
  }
}
