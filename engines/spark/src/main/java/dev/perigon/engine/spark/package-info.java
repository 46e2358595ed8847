/**
 * The distributed engine: runs bound queries on Apache Spark, in this process or on a cluster.
 * Start at {@link dev.perigon.engine.spark.SparkEngine}.
 */
package dev.perigon.engine.spark;
