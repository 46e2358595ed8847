package dev.perigon.pipelines;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short text for many parts, another one for other parts. */
final class Digest {
  private final MessageDigest hash;

  Digest() {
    try {
      this.hash = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** With its length, so that no two lists of parts are the same. */
  Digest add(String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    hash.update(bytes);
    return this;
  }

  Digest add(long part) {
    hash.update(ByteBuffer.allocate(Long.BYTES).putLong(part).array());
    return this;
  }

  String text() {
    return HexFormat.of().formatHex(hash.digest());
  }
}
