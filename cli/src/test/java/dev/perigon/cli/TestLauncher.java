package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.house.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher on machines that lack what it needs. */
@DisabledOnOs(OS.WINDOWS)
final class TestLauncher {
  @TempDir private Path temp;

  @Test
  void saysWhatToInstallWhenThereIsNoJava() throws Exception {
    Path tools = Files.createDirectory(temp.resolve("tools"));
    for (String tool : List.of("bash", "readlink", "env")) {
      Files.createSymbolicLink(tools.resolve(tool), find(tool));
    }
    Cli.Result result = launch(Map.of("PATH", tools.toString()), "tables");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("error: Cannot find Java on this machine\n  try: install a JDK 17 or newer");
  }

  @Test
  void saysWhenJavaHomeIsNoJdk() throws Exception {
    Cli.Result result = launch(Map.of("JAVA_HOME", temp.toString()), "tables");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("error: Cannot find Java: JAVA_HOME is %s, which has no".formatted(temp));
  }

  @Test
  void saysWhenJavaIsTooOld() throws Exception {
    Path old = fakeJdk("1.8.0_402");
    Cli.Result result = launch(Map.of("JAVA_HOME", old.toString()), "tables");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .startsWith("error: Cannot run with Java 1.8.0_402 (" + old)
        .contains("  try: install a JDK 17 or newer, or set JAVA_HOME to one\n");
  }

  private Path fakeJdk(String version) throws IOException {
    Path jdk = Files.createDirectory(temp.resolve("jdk"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
    Path java = Files.createDirectory(jdk.resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexit 1\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    return jdk;
  }

  private Cli.Result launch(Map<String, String> environment, String... args) throws Exception {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add(find("bash").toString());
    builder.command().add(Repository.root().resolve("perigon").toString());
    builder.command().addAll(List.of(args));
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    Path err = temp.resolve("err");
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Cli.Result(process.waitFor(), out, Files.readString(err));
  }

  static Path find(String tool) {
    for (String folder : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(folder, tool))) {
        return Path.of(folder, tool);
      }
    }
    throw new IllegalStateException("No " + tool);
  }
}
