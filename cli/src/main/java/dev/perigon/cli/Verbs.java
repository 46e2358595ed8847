package dev.perigon.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** All verbs by name; only the one that is called is built, because that is what start-up costs. */
final class Verbs {
  private Verbs() {}

  static CommandLine commandLine(Terminal terminal, Interruption interruption, String... args) {
    CommandLine commandLine = new CommandLine(new PerigonCommand(terminal));
    Map<String, Supplier<Verb>> verbs = all(terminal, interruption);
    if (args.length > 0 && verbs.containsKey(args[0])) {
      commandLine.addSubcommand(args[0], verbs.get(args[0]).get());
    } else {
      verbs.forEach((name, verb) -> commandLine.addSubcommand(name, verb.get()));
    }
    ErrorReport errors = new ErrorReport(terminal, interruption, Arrays.asList(args));
    return commandLine
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi(terminal)))
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors)
        .setOut(new java.io.PrintWriter(terminal.out(), false))
        .setErr(new java.io.PrintWriter(terminal.err(), false));
  }

  private static CommandLine.Help.Ansi ansi(Terminal terminal) {
    return terminal.interactive() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF;
  }

  private static Map<String, Supplier<Verb>> all(Terminal terminal, Interruption interruption) {
    Map<String, Supplier<Verb>> verbs = new LinkedHashMap<>();
    verbs.put("run", () -> new RunVerb(terminal, interruption));
    verbs.put("query", () -> new QueryVerb(terminal, interruption));
    verbs.put("validate", () -> new ValidateVerb(terminal));
    verbs.put("graph", () -> new GraphVerb(terminal));
    verbs.put("tables", () -> new TablesVerb(terminal));
    verbs.put("describe", () -> new DescribeVerb(terminal));
    verbs.put("history", () -> new HistoryVerb(terminal));
    verbs.put("export", () -> new ExportVerb(terminal, interruption));
    verbs.put("generate", () -> new GenerateVerb(terminal));
    verbs.put("init", () -> new InitVerb(terminal));
    verbs.put("doctor", () -> new DoctorVerb(terminal));
    verbs.put("test", () -> new LaterVerb.Test(terminal));
    verbs.put("optimize", () -> new LaterVerb.Optimize(terminal));
    verbs.put("vacuum", () -> new LaterVerb.Vacuum(terminal));
    return verbs;
  }
}
