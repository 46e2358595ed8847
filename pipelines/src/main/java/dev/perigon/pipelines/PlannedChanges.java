package dev.perigon.pipelines;

/**
 * How a target of AUTO CDC is kept.
 *
 * @param log the log of changes as a dataset of its own, which the flows fill
 * @param queries compute the target from the log
 */
record PlannedChanges(PlannedDataset log, ChangeQueries queries) {}
