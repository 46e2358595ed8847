package dev.perigon.cli;

import dev.perigon.sql.TableName;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Identifiers;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code export}: a whole table as a file. */
@Command(
    name = "export",
    description = "Writes a whole table as CSV, JSON or Parquet.",
    footer = {
      "  perigon export customer_analytics_c360 --format csv --output customers.csv",
      "  perigon export customer_analytics_c360 --format parquet --output customers.parquet"
    })
final class ExportVerb extends Verb {
  @Mixin private TableArgument table;
  @Mixin private HomeOption home;
  @Mixin private EngineOptions engine;
  @Mixin private FormatOptions format;

  private final Interruption interruption;

  ExportVerb(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    format.check();
    engine.check();
    Home folder = home.home(terminal());
    EngineSetup setup = engine.setup(folder, Optional.empty(), folder.root());
    TableName name = table.name(folder.warehouse());
    SqlText all = SqlText.of("export", "select * from " + quoted(name));
    Question question = new Question(all, Optional.empty(), folder.root(), Instant.now());
    format.answer(question, folder, setup, interruption, terminal());
    return 0;
  }

  private static String quoted(TableName name) {
    return Identifiers.quote(name.catalog())
        + "."
        + Identifiers.quote(name.schema())
        + "."
        + Identifiers.quote(name.table());
  }
}
