/** Queries: what they read, their types, and their text for DuckDB. Start at {@link Analyzer}. */
package dev.perigon.sql.query;
