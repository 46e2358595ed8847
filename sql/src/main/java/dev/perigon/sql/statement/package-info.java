/** Reads Lakeflow's pipeline statements. Start at {@link StatementParser}. */
package dev.perigon.sql.statement;
