/**
 * Kafka topics for planning and for engines: which offsets there are, the records of a range of
 * them, and sending records. Start at {@link dev.perigon.engine.kafka.KafkaTopics}.
 */
package dev.perigon.engine.kafka;
