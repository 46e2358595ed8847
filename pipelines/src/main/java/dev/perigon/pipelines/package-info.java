/**
 * Projects of SQL and YAML, their dataset graph, and updates that run it. Start at {@link
 * dev.perigon.pipelines.Project} and {@link dev.perigon.pipelines.Updates}.
 */
package dev.perigon.pipelines;
