package dev.perigon.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The class path of Kafka's server: this program's own when it has it, else what the launcher
 * fetches when it is first asked for it.
 */
final class BrokerJars implements Supplier<String> {
  private static final String ASK = "__broker-jars";
  private static final String PROBLEM = "error: ";
  private static final String REMEDY = "  try: ";

  private final Terminal terminal;

  BrokerJars(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String get() {
    if (ClassLoader.getSystemResource("kafka/Kafka.class") != null) {
      return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(entry -> Path.of(entry).toAbsolutePath().toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
    Path launcher = Path.of(System.getProperty("perigon.install", "")).resolve("perigon");
    if (!Files.isRegularFile(launcher)) {
      throw CliErrors.brokerIsApart();
    }
    try {
      return fetched(new ProcessBuilder("bash", launcher.toString(), ASK).start());
    } catch (IOException e) {
      throw CliErrors.cannotRead(launcher.toString(), e);
    }
  }

  /** Passes on what the launcher says meanwhile. */
  private String fetched(Process launcher) throws IOException {
    String problem = "";
    String remedy = "";
    try (BufferedReader said = launcher.errorReader(StandardCharsets.UTF_8);
        BufferedReader jars = launcher.inputReader(StandardCharsets.UTF_8)) {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        if (line.startsWith(PROBLEM)) {
          problem = line.substring(PROBLEM.length());
        } else if (line.startsWith(REMEDY)) {
          remedy = line.substring(REMEDY.length());
        } else {
          terminal.err().println(line);
          terminal.err().flush();
        }
      }
      String classPath = jars.readLine();
      if (launcher.onExit().join().exitValue() != 0 || classPath == null) {
        throw CliErrors.cannotFetchBroker(problem, remedy);
      }
      return classPath;
    }
  }
}
