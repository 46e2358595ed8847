/**
 * CSV as Spark understands it, record by record: exact line numbers, values, and what to do with
 * what does not fit. The slow, exact path; DuckDB's own reader takes well-formed files. Start at
 * {@link dev.perigon.engine.duckdb.csv.CsvRows}.
 */
package dev.perigon.engine.duckdb.csv;
