package dev.perigon.cli;

import dev.perigon.engine.Rows;
import dev.perigon.engine.duckdb.DuckDbOptions;
import dev.perigon.pipelines.Updates;
import dev.perigon.sql.TableName;
import dev.perigon.sql.statement.SqlText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tables of a home, as a reader beside any run sees them. */
record Tables(Path home) {
  /** Every published table with its rows, sorted; the event log is left out. */
  Map<String, List<String>> contents() {
    Map<String, List<String>> contents = new TreeMap<>();
    try (Workspace workspace = open()) {
      for (TableName name : workspace.warehouse().tables()) {
        if (!name.catalog().equals("system")) {
          contents.put(name.toString(), rows(workspace.updates(), "select * from " + name));
        }
      }
    }
    return contents;
  }

  /** Rows as text, sorted. */
  List<String> rows(String sql) {
    try (Workspace workspace = open()) {
      return rows(workspace.updates(), sql);
    }
  }

  private Workspace open() {
    Home at = Home.at(home);
    DuckDbOptions options =
        DuckDbOptions.defaults()
            .withMemoryBytes(512L << 20)
            .withSpillFolder(at.spill())
            .withAllowedFolders(List.of(at.root()));
    return Workspace.open(at, new EmbeddedSetup(options), Interruption.none());
  }

  private List<String> rows(Updates updates, String sql) {
    List<String> texts = new ArrayList<>();
    try (Rows rows =
        updates.query(SqlText.of("test", sql), Optional.empty(), home.toUri(), Instant.EPOCH)) {
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < rows.schema().columns().size(); i++) {
          row.add(rows.value(i));
        }
        texts.add(row.toString());
      }
    }
    return texts.stream().sorted().toList();
  }
}
