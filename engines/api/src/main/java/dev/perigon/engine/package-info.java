/**
 * The small interface that every engine implements. Engines compute, the lakehouse commits: an
 * engine reads given files, runs a query and writes Parquet; it never sees a transaction log. Start
 * at {@link dev.perigon.engine.Engine}.
 */
package dev.perigon.engine;
