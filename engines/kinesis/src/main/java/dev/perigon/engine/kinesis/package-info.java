/**
 * Streams of Kinesis for planning and for engines: which shards there are, what of them is not read
 * yet, and the records of a range. Start at {@link dev.perigon.engine.kinesis.ShardWalks}.
 */
package dev.perigon.engine.kinesis;
