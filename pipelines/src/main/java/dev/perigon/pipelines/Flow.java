package dev.perigon.pipelines;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.SqlText;

/**
 * A query that fills a dataset.
 *
 * @param name unique in the project; the dataset's own name when the dataset holds the query
 * @param once runs a single time in the life of its target
 */
record Flow(String name, SqlText query, boolean once, Origin origin) {}
