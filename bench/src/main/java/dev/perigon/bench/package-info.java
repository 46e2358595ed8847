/**
 * Measures Perigon against the limits and peers that its claims name. Start at {@link
 * dev.perigon.bench.Contest}; {@code bench/run} builds and calls it.
 */
package dev.perigon.bench;
