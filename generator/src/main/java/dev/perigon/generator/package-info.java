/**
 * Deterministic sample sources for the bundled projects: the same options give the same bytes on
 * every machine. Start at {@link dev.perigon.generator.RetailGenerator}.
 */
package dev.perigon.generator;
