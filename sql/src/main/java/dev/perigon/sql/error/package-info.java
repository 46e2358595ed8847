/** What a user sees when something is theirs to fix. Start at {@link PerigonException}. */
package dev.perigon.sql.error;
