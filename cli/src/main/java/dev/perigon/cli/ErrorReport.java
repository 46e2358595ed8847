package dev.perigon.cli;

import dev.perigon.sql.error.PerigonException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what was thrown into what a person reads, or a program with {@code --json}. */
final class ErrorReport implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int BUG = 1;
  private static final int INTERRUPTED = 130;
  private static final int BROKEN_PIPE = 141;

  private final Terminal terminal;
  private final Interruption interruption;
  private final boolean json;

  ErrorReport(Terminal terminal, Interruption interruption, List<String> args) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.json = args.contains("--json");
  }

  @Override
  public int handleParseException(ParameterException exception, String[] args) {
    if (args.length > 0 && exception instanceof UnmatchedArgumentException && !isVerb(args[0])) {
      return print(CliErrors.unknownVerb(args[0], Similar.to(args[0], Verbs.names())));
    }
    CommandLine command = exception.getCommandLine();
    String help = "Run '%s --help'".formatted(command.getCommandSpec().qualifiedName());
    String suggestions =
        exception instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions().stream().limit(3).collect(Collectors.joining(", "))
            : "";
    String remedy =
        suggestions.isEmpty() ? help : "Did you mean %s? %s".formatted(suggestions, help);
    String problem = exception.getMessage().lines().findFirst().orElse("");
    problem = problem.replaceFirst("^Error: ", ""); // of groups of options only
    return print(CliErrors.usage(problem, remedy));
  }

  private static boolean isVerb(String word) {
    return word.startsWith("-") || Verbs.names().contains(word);
  }

  @Override
  public int handleExecutionException(
      Exception exception, CommandLine commandLine, ParseResult parseResult) {
    if (interruption.interrupted()) {
      return INTERRUPTED;
    }
    if (exception instanceof PerigonException mistake) {
      return print(mistake);
    }
    if (exception instanceof BrokenPipeException) {
      return BROKEN_PIPE;
    }
    return bug(exception);
  }

  /** What no handler can mend: out of memory, or a bug. */
  int fatal(Error error) {
    if (interruption.interrupted()) {
      return INTERRUPTED;
    }
    return error instanceof OutOfMemoryError ? print(CliErrors.outOfHeap()) : bug(error);
  }

  private int bug(Throwable problem) {
    terminal.err().println("error: this is a bug in Perigon, please report it with these lines:");
    problem.printStackTrace(terminal.err());
    if (json) {
      printJson(document -> JsonText.bug(document, problem));
    }
    return BUG;
  }

  /** Prints a mistake and returns its exit code. */
  int print(PerigonException mistake) {
    if (json) {
      printJson(document -> JsonText.error(document, mistake));
    } else {
      terminal.err().print(text(terminal, mistake));
    }
    return mistake.code().exitCode();
  }

  /** {@code error: problem}, its place and its remedy, one line each. */
  static String text(Terminal terminal, PerigonException mistake) {
    StringBuilder text = new StringBuilder();
    text.append(terminal.paint(Terminal.Colour.RED, "error:")).append(' ');
    boolean list = mistake.getMessage().contains("\n"); // which names the place of each problem
    text.append(list ? mistake.getMessage() : mistake.problem()).append('\n');
    if (!list) {
      mistake.origin().ifPresent(at -> text.append("  at ").append(at).append('\n'));
    }
    text.append("  try: ").append(mistake.remedy()).append('\n');
    return text.toString();
  }

  private void printJson(JsonText.Content error) {
    JsonText.print(
        terminal.out(),
        document -> {
          document.writeStartObject();
          document.writeFieldName("error");
          error.writeTo(document);
          document.writeEndObject();
        });
  }
}
