package dev.perigon.generator.telco;

/**
 * What all call detail records have.
 *
 * @param party the other side's phone number
 * @param start seconds since 1970
 */
record Event(Subscriber user, String party, long start, Anomaly anomaly) {}
