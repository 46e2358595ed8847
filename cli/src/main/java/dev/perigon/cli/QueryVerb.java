package dev.perigon.cli;

import dev.perigon.pipelines.Project;
import dev.perigon.sql.statement.SqlText;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code query}: one question, one answer. */
@Command(
    name = "query",
    description = "Answers a query in Spark SQL over the tables of the warehouse.",
    footer = {
      "  perigon query \"select count(*) from retail.c360.src_customers\"",
      "  perigon query @question.sql --project retail --format csv --output answer.csv",
      "  echo \"select 1 as one\" | perigon query - --format json"
    })
final class QueryVerb extends Verb {
  private static final ZoneId UTC = ZoneId.of("UTC");

  @Parameters(
      paramLabel = "SQL",
      description = "The query; @FILE reads it from a file, - from standard input.")
  private String sql;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description = "Project whose views and default schema the query may use.")
  private String project;

  @Option(
      names = "--set",
      paramLabel = "name=value",
      description = "A parameter of the project, in place of its default; may be repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "Where and how the project runs: one of the targets in its perigon.yml.")
  private String target;

  @Mixin private HomeOption home;
  @Mixin private DataOption data;
  @Mixin private ClockOption clock;
  @Mixin private EngineOptions engine;
  @Mixin private FormatOptions format;

  private final Interruption interruption;

  QueryVerb(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    format.check();
    SqlText text = text();
    engine.check();
    if (target != null && project == null) {
      throw CliErrors.targetOfNothing();
    }
    Map<String, String> parameters = ProjectArgument.settings(settings);
    Optional<Project> views =
        Optional.ofNullable(project)
            .map(name -> ProjectFolders.of(terminal()).find(name))
            .map(found -> load(found, parameters));
    Home folder = home.home(terminal(), views);
    ZoneId zone = views.map(Project::timeZone).orElse(UTC);
    Instant asOf = clock.instant(zone);
    URI files = data.findForQuery(views, folder, terminal());
    EngineSetup setup = engine.setup(folder, views, files);
    Question question = new Question(text, views, files, asOf);
    format.answer(question, folder, setup, interruption, terminal());
    return 0;
  }

  private Project load(Path folder, Map<String, String> parameters) {
    return Project.load(folder, parameters, Optional.ofNullable(target), home.kept(terminal()));
  }

  private SqlText text() {
    if (sql.equals("-")) {
      return text("standard input", System.in::readAllBytes);
    }
    if (!sql.startsWith("@")) {
      return SqlText.of("query", sql);
    }
    String file = sql.substring(1);
    return text(file, () -> Files.readAllBytes(terminal().folder().resolve(file)));
  }

  private interface Bytes {
    byte[] read() throws IOException;
  }

  /** Bytes that are no text are refused: in their place would stand another question. */
  private static SqlText text(String name, Bytes bytes) {
    try {
      ByteBuffer read = ByteBuffer.wrap(bytes.read());
      String text = StandardCharsets.UTF_8.newDecoder().decode(read).toString();
      boolean marked = text.startsWith("\uFEFF"); // by some editors
      return SqlText.of(name, marked ? text.substring(1) : text);
    } catch (IOException e) {
      throw CliErrors.cannotRead(name, e);
    }
  }
}
