package dev.perigon.generator.telco;

/**
 * A call by the cellular network.
 *
 * @param other the other side's phone number
 * @param start seconds since 1970
 * @param duration seconds
 * @param lac location area
 * @param ci cell
 * @param cause why it ended
 * @param type {@code MOC} when the subscriber called, {@code MTC} when the other side did
 */
record Call(
    Subscriber user,
    String other,
    long start,
    int duration,
    String lac,
    String ci,
    String cause,
    String tariff,
    String type) {
  static final String OUTGOING = "MOC";
  static final String INCOMING = "MTC";

  boolean isIncoming() {
    return type.equals(INCOMING);
  }
}
