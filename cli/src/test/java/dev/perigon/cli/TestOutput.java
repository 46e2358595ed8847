package dev.perigon.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.house.Repository;
import dev.perigon.sql.error.PerigonException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers come whole or the command fails; what stands in the way of a file is not replaced. */
final class TestOutput {
  @TempDir private Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {"--version", "query --format csv", "query --format json", "query --format table"})
  @EnabledOnOs(OS.LINUX)
  void aFullDiskBehindStandardOutputIsToldAndFails(String command) throws Exception {
    Stream<String> question =
        command.startsWith("query") ? Stream.of("select id from range(100000)") : Stream.empty();
    List<String> program =
        Stream.of(
                Stream.of("sh", "-c", "\"$@\" >/dev/full", "sh"),
                Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()),
                Stream.of(System.getProperty("perigon.test.jvm", "").split(" ")),
                Stream.of("-Dperigon.install=" + Repository.root()),
                Stream.of("-cp", System.getProperty("java.class.path"), Main.class.getName()),
                Stream.of(command.split(" ")),
                question)
            .flatMap(part -> part)
            .filter(word -> !word.isBlank())
            .toList();
    ProcessBuilder builder = new ProcessBuilder(program).directory(temp.toFile());
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(said)
        .startsWith("error: Cannot write to standard output: ")
        .contains("what was printed is not whole\n  try: ");
    assertThat(process.waitFor()).isEqualTo(3);
  }

  @Test
  void aLinkedFileIsReplacedAndItsLinkStays() throws Exception {
    Path real = Files.writeString(Files.createDirectory(temp.resolve("real")).resolve("a"), "old");
    Files.createSymbolicLink(temp.resolve("link"), real);
    for (String format : List.of("csv", "parquet")) {
      String[] query = {"query", "select 1 as a", "--format", format, "--output", "link"};
      assertThat(Cli.in(temp).run(query)).isEqualTo(new Cli.Result(0, "", ""));
      assertThat(temp.resolve("link")).isSymbolicLink();
      assertThat(Files.readString(real, ISO_8859_1)).startsWith(format.equals("csv") ? "a" : "PAR");
    }
    try (Stream<Path> files = Files.list(temp.resolve("real"))) {
      assertThat(files).containsExactly(real);
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aPipeOrDeviceIsWrittenToAndNotReplaced() throws Exception {
    Path pipe = temp.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<String> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.readString(pipe);
              } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    OutputFile.file(pipe).write(out -> out.write("all".getBytes(UTF_8)));
    assertThat(read.get()).isEqualTo("all");
    assertThat(OutputFile.isDevice(pipe)).isTrue();
    assertThat(OutputFile.isDevice(Path.of("/dev/null"))).isTrue();
    assertThatThrownBy(() -> ParquetAnswer.to(pipe))
        .isInstanceOf(PerigonException.class)
        .hasMessage("Cannot write Parquet to %s: it is no file", pipe);
  }

  @Test
  void aQuestionWhoseBytesAreNoTextIsNotAskedOtherwise() throws Exception {
    byte[] sql = "select 'caf\u00e9' as a".getBytes(ISO_8859_1);
    Files.write(temp.resolve("question.sql"), sql);
    assertThat(Cli.in(temp).run("query", "@question.sql").err())
        .startsWith("error: Cannot read question.sql: it is not text in UTF-8\n  try: ");
    assertThat(piped(sql).err())
        .startsWith("error: Cannot read standard input: it is not text in UTF-8\n  try: ");
    assertThat(piped("\uFEFFselect 'caf\u00e9' as a".getBytes(UTF_8)).out())
        .isEqualTo("a\n----\ncaf\u00e9\n");
  }

  private Cli.Result piped(byte[] input) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(input));
    try {
      return Cli.in(temp).run("query", "-");
    } finally {
      System.setIn(before);
    }
  }
}
