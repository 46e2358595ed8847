package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark on one machine goes on after that has slept, or the process was stopped for a while. */
final class TestSleepingMachine {
  private static final int TIMEOUT_SECONDS = 2;

  @TempDir private Path folder;

  /** Answers queries, one a line. */
  public static void main(String[] folder) throws IOException {
    var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Pair engines = new Pair(Path.of(folder[0]), ZoneId.of("UTC"))) {
      for (String sql = questions.readLine(); sql != null; sql = questions.readLine()) {
        System.out.println("answer " + engines.read(Run.By.SPARK, sql, Map.of()).rows());
      }
    }
  }

  @Test
  void sparkOutlivesAPauseThatIsLongerThanItsTimeouts() throws Exception {
    Process process = start();
    try (BufferedWriter questions = process.outputWriter();
        BufferedReader answers = process.inputReader()) {
      assertThat(answer(questions, answers, "select 1 + 1")).isEqualTo("answer [[2]]");

      signal("STOP", process);
      assertThat(process.waitFor(2 * TIMEOUT_SECONDS, TimeUnit.SECONDS)).isFalse();
      signal("CONT", process);

      assertThat(process.waitFor(15, TimeUnit.SECONDS)).as("Spark gave itself up").isFalse();
      assertThat(answer(questions, answers, "select 1 + 2")).isEqualTo("answer [[3]]");
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    List<String> options = ManagementFactory.getRuntimeMXBean().getInputArguments();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Dspark.executor.heartbeatInterval=100ms");
    command.add("-Dspark.network.timeout=" + TIMEOUT_SECONDS + "s");
    command.add("-Dspark.network.timeoutInterval=1s");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(TestSleepingMachine.class.getName(), folder.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static void signal(String name, Process process) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()));
    assertThat(kill.start().waitFor()).isZero();
  }

  private static String answer(BufferedWriter questions, BufferedReader answers, String sql)
      throws IOException {
    questions.write(sql + "\n");
    questions.flush();
    String line = answers.readLine();
    while (line != null && !line.startsWith("answer ")) {
      line = answers.readLine();
    }
    return line;
  }
}
