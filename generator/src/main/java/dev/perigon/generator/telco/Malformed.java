package dev.perigon.generator.telco;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** What becomes of a value on a bad way. */
final class Malformed {
  private static final Pattern FIRST_NUMBER = Pattern.compile("\":-?[0-9.]+");

  private Malformed() {}

  /** Cut off, of a wrong type, not UTF-8, empty, or null for a tombstone. */
  static byte[] of(byte[] value, Dice dice) {
    return switch (dice.between(0, 4)) {
      case 0 -> Arrays.copyOf(value, value.length * 2 / 3);
      case 1 -> wrongType(value);
      case 2 -> notUtf8(value);
      case 3 -> new byte[0];
      default -> null;
    };
  }

  private static byte[] wrongType(byte[] value) {
    String text = new String(value, StandardCharsets.UTF_8);
    return FIRST_NUMBER
        .matcher(text)
        .replaceFirst("\":\"unknown\"")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] notUtf8(byte[] value) {
    byte[] broken = value.clone();
    broken[value.length / 2] = (byte) 0xff;
    return broken;
  }
}
