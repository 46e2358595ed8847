/**
 * Kafka topics for planning and for engines: which offsets there are, and the records of a range of
 * them. Start at {@link dev.perigon.engine.kafka.KafkaTopics}.
 */
package dev.perigon.engine.kafka;
