package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.kafka.LocalBroker;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that asks who one is, over TLS; secrets stay where they are. */
final class TestSecureKafka {
  private static final String PASSWORD = "S3cret-of-shop";
  private static final String STORE_PASSWORD = "S3cret-of-store";

  @TempDir private static Path home;
  private static LocalBroker broker;
  private static TokenServer tokens;
  private static int saslPort;
  private static int tlsPort;

  @TempDir private Path folder;
  private Feed feed;

  @BeforeAll
  static void startBroker() throws Exception {
    Path secrets = Path.of(System.getenv("PERIGON_SECRETS"));
    Files.createDirectories(secrets);
    Files.writeString(secrets.resolve("KAFKA_PASSWORD"), PASSWORD + "\n");
    Files.writeString(secrets.resolve("STORE_PASSWORD"), STORE_PASSWORD + "\n");
    for (String name : List.of("broker", "client")) {
      makeKey(name);
    }
    trust("client", "broker");
    trust("broker", "client");
    tokens = new TokenServer("shop", PASSWORD);
    saslPort = freePort();
    tlsPort = freePort();
    String jaas = "org.apache.kafka.common.security.%s required user_shop=\"" + PASSWORD + "\";";
    broker =
        LocalBroker.start(
            home.resolve("kafka"),
            System.getProperty("java.class.path"),
            Map.ofEntries(
                Map.entry(
                    "listeners",
                    "SASL_SSL://127.0.0.1:%d,SSL://127.0.0.1:%d".formatted(saslPort, tlsPort)),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER"),
                Map.entry(
                    "listener.name.sasl_ssl.plain.sasl.jaas.config",
                    jaas.formatted("plain.PlainLoginModule")),
                Map.entry(
                    "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry(
                    "listener.name.sasl_ssl.oauthbearer.sasl.jaas.config",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;"),
                Map.entry(
                    "listener.name.sasl_ssl.oauthbearer.sasl.server.callback.handler.class",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler"),
                Map.entry("sasl.oauthbearer.jwks.endpoint.url", tokens.keys()),
                Map.entry("sasl.oauthbearer.expected.audience", "kafka"),
                Map.entry("listener.name.ssl.ssl.client.auth", "required"),
                Map.entry("ssl.keystore.location", store("broker").toString()),
                Map.entry("ssl.keystore.password", STORE_PASSWORD),
                Map.entry("ssl.key.password", STORE_PASSWORD),
                Map.entry("ssl.truststore.location", store("trusted-by-broker").toString()),
                Map.entry("ssl.truststore.password", STORE_PASSWORD)));
    Map<String, Object> servers = Map.of("bootstrap.servers", broker.servers());
    Topics.create(broker.servers(), "orders", 2);
    try (Admin admin = Admin.create(servers)) {
      admin
          .alterUserScramCredentials(
              List.of(
                  new UserScramCredentialUpsertion(
                      "shop",
                      new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096),
                      PASSWORD)))
          .all()
          .get();
    }
    try (var producer =
        new KafkaProducer<>(servers, new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < 10; i++) {
        producer.send(new ProducerRecord<>("orders", "" + i));
      }
    }
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
    tokens.close();
  }

  @BeforeEach
  void open() {
    feed = new Feed(folder);
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Path store(String name) {
    return home.resolve(name + ".p12");
  }

  private static void makeKey(String name) throws Exception {
    keytool(
        "-genkeypair -alias %1$s -keyalg RSA -dname CN=%1$s -ext SAN=ip:127.0.0.1 -validity 30"
            .formatted(name),
        store(name));
    keytool("-exportcert -alias %s -file %s".formatted(name, home.resolve(name)), store(name));
  }

  private static void trust(String name, String by) throws Exception {
    keytool(
        "-importcert -noprompt -alias %s -file %s".formatted(name, home.resolve(name)),
        store("trusted-by-" + by));
  }

  private static void keytool(String command, Path store) throws Exception {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    all.addAll(List.of(command.split(" ")));
    all.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    all.addAll(List.of("-storepass", STORE_PASSWORD));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  private static String trusting() {
    return """
        `kafka.ssl.truststore.location` => '%s',
        `kafka.ssl.truststore.password` => '${secret:STORE_PASSWORD}'"""
        .formatted(store("trusted-by-client"));
  }

  private static String sasl(String mechanism, String module, String secret) {
    return """
        `kafka.security.protocol` => 'SASL_SSL',
        `kafka.sasl.mechanism` => '%s',
        `kafka.sasl.jaas.config` => 'org.apache.kafka.common.security.%s required username="shop" password="%s";',
        %s"""
        .formatted(mechanism, module, secret, trusting());
  }

  private void read(int port, String security) {
    feed.sql(
        "bronze",
        "create streaming table bronze as select partition, offset from stream"
            + " read_kafka(bootstrapServers => '127.0.0.1:%d', subscribe => 'orders', startingOffsets => 'earliest', %s)"
                .formatted(port, security));
  }

  /** Reads everything, and looks for secrets in all that is left. */
  private void readsEverything() throws IOException {
    feed.run();
    assertThat(feed.rows("select count(*), count(distinct partition, offset) from bronze"))
        .containsExactly("10|10");
    feed.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("S3cret");
      }
    }
  }

  @Test
  void plainOverTls() throws Exception {
    read(saslPort, sasl("PLAIN", "plain.PlainLoginModule", "${secret:KAFKA_PASSWORD}"));
    readsEverything();
  }

  @Test
  void scramOverTls() throws Exception {
    read(saslPort, sasl("SCRAM-SHA-512", "scram.ScramLoginModule", "${secret:KAFKA_PASSWORD}"));
    readsEverything();
  }

  private static String token(String secret) {
    return """
        `kafka.security.protocol` => 'SASL_SSL',
        `kafka.sasl.mechanism` => 'OAUTHBEARER',
        `kafka.sasl.login.callback.handler.class` => 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler',
        `kafka.sasl.oauthbearer.token.endpoint.url` => '%s',
        `kafka.sasl.jaas.config` => 'org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId="shop" clientSecret="%s";',
        %s"""
        .formatted(tokens.tokens(), secret, trusting());
  }

  @Test
  void tokensOverTls() throws Exception {
    read(saslPort, token("${secret:KAFKA_PASSWORD}"));
    readsEverything();
  }

  @Test
  void whoGetsNoTokenIsToldWithoutSecrets() {
    read(saslPort, token("${secret:STORE_PASSWORD}"));
    assertThatThrownBy(() -> feed.by(Run.By.DUCKDB).run())
        .isInstanceOf(PerigonException.class)
        .hasMessageContaining("Cannot reach Kafka")
        .hasMessageNotContaining("S3cret");
  }

  @Test
  void mutualTls() throws Exception {
    read(
        tlsPort,
        """
        `kafka.security.protocol` => 'SSL',
        `kafka.ssl.keystore.location` => '%s',
        `kafka.ssl.keystore.password` => '${secret:STORE_PASSWORD}',
        %s"""
            .formatted(store("client"), trusting()));
    readsEverything();
  }

  @Test
  void whoeverIsRefusedIsToldWithoutSecrets() {
    read(saslPort, sasl("PLAIN", "plain.PlainLoginModule", "${secret:STORE_PASSWORD}"));
    assertThatThrownBy(() -> feed.by(Run.By.DUCKDB).run())
        .isInstanceOf(PerigonException.class)
        .hasMessageContaining("Cannot reach Kafka")
        .hasMessageContaining("Authentication failed")
        .hasMessageNotContaining("S3cret");
    read(saslPort, sasl("PLAIN", "NoSuchModule", "${secret:KAFKA_PASSWORD}"));
    assertThatThrownBy(() -> feed.by(Run.By.DUCKDB).run())
        .isInstanceOf(PerigonException.class)
        .hasMessageContaining("Cannot reach Kafka")
        .hasMessageNotContaining("S3cret");
    read(tlsPort, "`kafka.security.protocol` => 'SSL', " + trusting());
    assertThatThrownBy(() -> feed.by(Run.By.DUCKDB).run())
        .isInstanceOf(PerigonException.class)
        .hasMessageContaining("Cannot reach Kafka")
        .hasMessageNotContaining("S3cret");
  }
}
