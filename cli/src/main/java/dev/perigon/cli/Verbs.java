package dev.perigon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** All verbs by name; only the one that is called is built, because that is what start-up costs. */
final class Verbs {
  private static final Map<String, Maker> VERBS = makers();

  private Verbs() {}

  static CommandLine commandLine(
      Terminal terminal, Interruption interruption, ErrorReport errors, String... args) {
    CommandLine commandLine = new CommandLine(new PerigonCommand(terminal));
    String called = args.length > 0 ? args[0] : "";
    VERBS.forEach(
        (name, verb) -> {
          if (name.equals(called) || !VERBS.containsKey(called)) {
            commandLine.addSubcommand(name, verb.make(terminal, interruption));
          }
        });
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExpandAtFiles(false) // @FILE is a question, not arguments
        .setUsageHelpWidth(helpWidth(terminal))
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(terminal)))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setOut(new PrintWriter(terminal.out(), false, UTF_8))
        .setErr(new PrintWriter(terminal.err(), false, UTF_8));
  }

  /** Every verb, to be looked at and not run. */
  static CommandLine all(Terminal terminal) {
    CommandLine commandLine = new CommandLine(new PerigonCommand(terminal));
    VERBS.forEach(
        (name, verb) -> commandLine.addSubcommand(name, verb.make(terminal, Interruption.none())));
    return commandLine;
  }

  static List<String> names() {
    return List.copyOf(VERBS.keySet());
  }

  private static int helpWidth(Terminal terminal) {
    return terminal.interactive() ? Math.max(60, Math.min(100, terminal.width())) : 80;
  }

  private static CommandLine.Help.Ansi ansi(Terminal terminal) {
    return terminal.interactive() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF;
  }

  private static Map<String, Maker> makers() {
    Map<String, Maker> verbs = new LinkedHashMap<>();
    verbs.put("run", RunVerb::new);
    verbs.put("query", QueryVerb::new);
    verbs.put("validate", ValidateVerb::new);
    verbs.put("test", TestVerb::new);
    verbs.put("graph", GraphVerb::new);
    verbs.put("tables", (terminal, interruption) -> new TablesVerb(terminal));
    verbs.put("describe", (terminal, interruption) -> new DescribeVerb(terminal));
    verbs.put("history", (terminal, interruption) -> new HistoryVerb(terminal));
    verbs.put("export", ExportVerb::new);
    verbs.put("optimize", OptimizeVerb::new);
    verbs.put("vacuum", (terminal, interruption) -> new VacuumVerb(terminal));
    verbs.put("restore", (terminal, interruption) -> new RestoreVerb(terminal));
    verbs.put("quarantine", QuarantineVerb::commandLine);
    verbs.put("kafka", (terminal, interruption) -> KafkaVerb.commandLine(terminal));
    verbs.put("generate", GenerateVerb::commandLine);
    verbs.put("init", (terminal, interruption) -> new InitVerb(terminal));
    verbs.put("doctor", (terminal, interruption) -> new DoctorVerb(terminal));
    verbs.put("completion", (terminal, interruption) -> new CompletionVerb(terminal));
    return verbs;
  }

  private interface Maker {
    /** A verb, or a command line of verbs. */
    Object make(Terminal terminal, Interruption interruption);
  }
}
