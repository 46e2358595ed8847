/**
 * CSV as Spark understands it, record by record: exact line numbers, values, and what to do with
 * what does not fit. Start at {@link dev.perigon.engine.files.csv.CsvRows}.
 */
package dev.perigon.engine.files.csv;
