package dev.perigon.cli;

import dev.perigon.engine.Rows;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.Updates;
import dev.perigon.sql.statement.SqlText;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A query and what its meaning depends on. */
record Question(SqlText sql, Optional<Project> project, URI data, Instant asOf) {
  Rows ask(Updates updates) {
    return updates.query(sql, project, data, asOf);
  }

  /** Writes the answer into {@code folder}. */
  WrittenFiles write(Updates updates, Path folder) {
    return updates.write(sql, project, data, asOf, folder.toUri());
  }
}
