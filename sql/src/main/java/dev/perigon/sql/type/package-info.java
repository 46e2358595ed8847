/** The types of columns, as Spark names them, and schemas. Start at {@link SqlType}. */
package dev.perigon.sql.type;
