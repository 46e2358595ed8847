package dev.perigon.pipelines;

import java.time.Instant;

/** What all flows of one update share. */
record UpdateContext(
    String updateId,
    Instant asOf,
    Tables tables,
    Sources sources,
    Analyses analyses,
    KeyChanges keyChanges,
    RecordTimes recordTimes) {

  UpdateContext(String updateId, Instant asOf, Tables tables, Sources sources, Analyses analyses) {
    this(updateId, asOf, tables, sources, analyses, new KeyChanges(), new RecordTimes());
  }

  FlowBinder binder() {
    return new FlowBinder(tables, sources, asOf);
  }
}
