/**
 * The embedded engine: runs bound queries on DuckDB, in this process, within a memory limit and the
 * declared folders. Start at {@link dev.perigon.engine.duckdb.DuckDbEngine}; {@code Inputs} turns
 * slices into views, {@code ParquetWrite} writes, {@code ResultRows} reads.
 */
package dev.perigon.engine.duckdb;
