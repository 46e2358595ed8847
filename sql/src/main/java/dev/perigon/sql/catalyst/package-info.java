/**
 * The only package that sees Spark: analyses queries with Catalyst and says the analysed plan in
 * DuckDB's SQL. Operators become one SELECT each; expressions are said by {@link
 * dev.perigon.sql.catalyst.Entry entries}, one for each Catalyst expression class. Nothing public
 * here names a Spark type.
 */
package dev.perigon.sql.catalyst;
