package dev.perigon.pipelines;

import java.time.Instant;

/** What all flows of one update share. */
record UpdateContext(
    String updateId,
    Instant asOf,
    Tables tables,
    Sources sources,
    Analyses analyses,
    KeyChanges keyChanges) {

  UpdateContext(String updateId, Instant asOf, Tables tables, Sources sources, Analyses analyses) {
    this(updateId, asOf, tables, sources, analyses, new KeyChanges());
  }

  FlowBinder binder() {
    return new FlowBinder(tables, sources, asOf);
  }
}
