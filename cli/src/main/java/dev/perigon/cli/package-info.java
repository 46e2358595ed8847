/**
 * The command line: one class per verb, and the only place that wires the other rooms together.
 * Start at {@link dev.perigon.cli.Main} and {@link dev.perigon.cli.Workspace}.
 */
package dev.perigon.cli;
