package dev.perigon.generator.telco;

/**
 * What a topic is sent.
 *
 * @param key the subscriber's user_id
 * @param value JSON in UTF-8, or what is left of it in a malformed record; null for a tombstone
 * @param wellFormed whether the value is one JSON object of the right types
 */
public record TelcoRecord(String topic, String key, byte[] value, boolean wellFormed) {}
