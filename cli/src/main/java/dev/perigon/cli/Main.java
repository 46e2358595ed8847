package dev.perigon.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The program: {@code perigon VERB …}. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    System.setErr(QuietErrors.over(new FileOutputStream(FileDescriptor.err)));
    Interruption interruption = Interruption.install(err);
    int code = run(Terminal.ofProcess(out, err), interruption, args);
    out.flush();
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
      return Verbs.commandLine(terminal, interruption, errors, args).execute(args);
    } catch (Error e) {
      return errors.fatal(e);
    } finally {
      terminal.out().flush();
      terminal.err().flush();
    }
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    OutputStream raw = new FileOutputStream(descriptor);
    return new PrintStream(new BufferedOutputStream(raw, 1 << 16), false, StandardCharsets.UTF_8);
  }
}
