/**
 * Perigon on a cluster of real processes on this machine: a master, two workers, and the jar that
 * is submitted to them. Start at {@link dev.perigon.application.TestCluster}.
 */
package dev.perigon.application;
