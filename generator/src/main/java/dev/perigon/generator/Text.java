package dev.perigon.generator;

/** How numbers stand in the files; quick, because a large sample holds hundreds of millions. */
public final class Text {
  private static final String[] TWO_DIGITS = new String[100];

  static {
    for (int i = 0; i < 100; i++) {
      TWO_DIGITS[i] = "" + (char) ('0' + i / 10) + (char) ('0' + i % 10);
    }
  }

  private Text() {}

  /** 1999 cents are {@code 19.99}. */
  public static String money(long cents) {
    return cents / 100 + "." + TWO_DIGITS[(int) (cents % 100)];
  }

  /** 1250 thousandths are {@code 1.250}. */
  static String thousandths(int value) {
    return value / 1000 + "." + (char) ('0' + value / 100 % 10) + TWO_DIGITS[value % 100];
  }

  public static String twoDigits(int value) {
    return TWO_DIGITS[value];
  }

  /** {@code percent} of {@code cents}, rounded half up. */
  public static long percentOf(long cents, int percent) {
    return (cents * percent + 50) / 100;
  }
}
