package dev.perigon.equivalence;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;

/** Gives signed tokens to whoever has the secret, and its key to those who check them (OAuth 2). */
final class TokenServer implements AutoCloseable {
  private final String expected;
  private final KeyPair key;
  private final HttpServer server;

  TokenServer(String client, String secret) throws IOException, GeneralSecurityException {
    expected =
        "Basic " + Base64.getEncoder().encodeToString((client + ":" + secret).getBytes("UTF-8"));
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    key = keys.generateKeyPair();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::token);
    server.createContext("/keys", this::keys);
    server.start();
  }

  String tokens() {
    return url("/token");
  }

  String keys() {
    return url("/keys");
  }

  private String url(String path) {
    return "http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path);
  }

  private void token(HttpExchange exchange) throws IOException {
    if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      answer(exchange, 401, "{\"error\":\"invalid_client\"}");
      return;
    }
    long now = Instant.now().getEpochSecond();
    String head = base64("{\"alg\":\"RS256\",\"kid\":\"one\"}".getBytes(StandardCharsets.UTF_8));
    String claims =
        "{\"sub\":\"shop\",\"aud\":\"kafka\",\"iat\":%d,\"exp\":%d}".formatted(now, now + 600);
    String text = head + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
    answer(exchange, 200, "{\"access_token\":\"%s.%s\"}".formatted(text, signature(text)));
  }

  private String signature(String text) throws IOException {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key.getPrivate());
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      return base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private void keys(HttpExchange exchange) throws IOException {
    RSAPublicKey shown = (RSAPublicKey) key.getPublic();
    answer(
        exchange,
        200,
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"one\",\"alg\":\"RS256\",\"n\":\"%s\",\"e\":\"%s\"}]}"
            .formatted(number(shown.getModulus()), number(shown.getPublicExponent())));
  }

  private static String number(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int first = bytes[0] == 0 ? 1 : 0;
    return base64(java.util.Arrays.copyOfRange(bytes, first, bytes.length));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
