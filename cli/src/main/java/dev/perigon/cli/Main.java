package dev.perigon.cli;

import dev.perigon.sql.error.PerigonException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The program: {@code perigon VERB …}. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    ProcessOutput output = new ProcessOutput(FileDescriptor.out);
    PrintStream out = stream(output);
    PrintStream err = stream(new FileOutputStream(FileDescriptor.err));
    System.setErr(QuietErrors.over(new FileOutputStream(FileDescriptor.err)));
    Interruption interruption = Interruption.install(err);
    Terminal terminal = Terminal.ofProcess(out, err);
    int code = run(terminal, interruption, args);
    out.flush();
    code = output.lost().map(e -> lost(terminal, e)).orElse(code);
    err.flush();
    interruption.finished();
    System.exit(code);
  }

  /** Runs one command without touching the process; returns the exit code. */
  public static int run(PrintStream out, PrintStream err, String... args) {
    return run(Terminal.plain(out, err), Interruption.none(), args);
  }

  static int run(Terminal terminal, Interruption interruption, String... args) {
    ErrorReport errors = new ErrorReport(terminal, interruption, Arrays.asList(args));
    try {
      return Verbs.commandLine(terminal, interruption, errors, args).execute(comments(args));
    } catch (Error e) {
      return errors.fatal(e);
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  /** SQL may begin with a comment, which is no option. */
  private static String[] comments(String... args) {
    return Arrays.stream(args)
        .map(arg -> arg.matches("(?s)--\\s.*") ? " " + arg : arg)
        .toArray(String[]::new);
  }

  private static int lost(Terminal terminal, IOException why) {
    PerigonException problem = CliErrors.cannotPrint(why);
    terminal.err().print(ErrorReport.text(terminal, problem));
    return problem.code().exitCode();
  }

  private static PrintStream stream(OutputStream raw) {
    return new PrintStream(new BufferedOutputStream(raw, 1 << 16), false, StandardCharsets.UTF_8);
  }
}
