package dev.perigon.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ${secret:NAME}} from the environment, a folder of files, and a keystore of keytool's. */
final class TestSecrets {
  private static final String TEXT = "user=a password=\"${secret:KAFKA_PASSWORD}\"";

  @TempDir private Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Path keystore;

  @BeforeEach
  void write() throws Exception {
    keystore = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-importpass",
                "-alias",
                "KAFKA_PASSWORD",
                "-keystore",
                keystore.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "open sesame")
            .redirectErrorStream(true)
            .start();
    keytool.getOutputStream().write("s$ecret\\1\ns$ecret\\1\n".getBytes());
    keytool.getOutputStream().close();
    keytool.getInputStream().readAllBytes();
    assertThat(keytool.waitFor()).isZero();
  }

  private String resolved() {
    return new Secrets(environment::get).resolve(TEXT);
  }

  @Test
  void aKeystoreGivesWhatKeytoolPutIntoIt() {
    environment.put("PERIGON_KEYSTORE", keystore.toString());
    environment.put("PERIGON_KEYSTORE_PASSWORD", "open sesame");
    assertThat(resolved()).isEqualTo("user=a password=\"s$ecret\\1\"");
  }

  @Test
  void itsOwnPasswordMayBeAFile() throws IOException {
    environment.put("PERIGON_KEYSTORE", keystore.toString());
    environment.put("PERIGON_SECRETS", folder.toString());
    Files.writeString(folder.resolve("PERIGON_KEYSTORE_PASSWORD"), "open sesame\n");
    assertThat(resolved()).contains("s$ecret");
  }

  @Test
  void theEnvironmentWinsOverFilesAndTheseOverTheKeystore() throws IOException {
    environment.put("PERIGON_KEYSTORE", keystore.toString());
    environment.put("PERIGON_KEYSTORE_PASSWORD", "open sesame");
    environment.put("PERIGON_SECRETS", folder.toString());
    Files.writeString(folder.resolve("KAFKA_PASSWORD"), "of a file\n");
    assertThat(resolved()).contains("\"of a file\"");
    environment.put("KAFKA_PASSWORD", "of a variable");
    assertThat(resolved()).contains("\"of a variable\"");
  }

  @Test
  void whatIsNotThereOrCannotBeReadIsToldWithoutAnySecret() {
    assertThatThrownBy(this::resolved).hasMessageContaining("there is no secret 'KAFKA_PASSWORD'");
    environment.put("PERIGON_KEYSTORE", keystore.toString());
    assertThatThrownBy(this::resolved)
        .hasMessageContaining("there is no secret 'PERIGON_KEYSTORE_PASSWORD'");
    environment.put("PERIGON_KEYSTORE_PASSWORD", "wrong guess");
    assertThatThrownBy(this::resolved)
        .hasMessageContaining("what PERIGON_KEYSTORE names cannot be read")
        .hasMessageNotContaining("guess");
    environment.put("PERIGON_KEYSTORE_PASSWORD", "open sesame");
    assertThatThrownBy(() -> new Secrets(environment::get).resolve("${secret:OTHER}"))
        .hasMessageContaining("there is no secret 'OTHER'");
  }
}
