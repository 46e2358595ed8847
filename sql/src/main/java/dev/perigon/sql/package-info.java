/**
 * Reads SQL and runs nothing: pipeline statements ({@code statement}), queries analysed by Spark's
 * Catalyst and rendered for DuckDB ({@code query}), types ({@code type}) and the errors of all
 * rooms ({@code error}). Start at {@link dev.perigon.sql.statement.StatementParser} and {@link
 * dev.perigon.sql.query.Analyzer}; {@code catalyst} is the only package that sees Spark.
 */
package dev.perigon.sql;
