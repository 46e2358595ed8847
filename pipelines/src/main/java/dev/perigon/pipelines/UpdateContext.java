package dev.perigon.pipelines;

import java.time.Instant;

/** What all flows of one update share. */
record UpdateContext(
    String updateId, Instant asOf, Tables tables, Sources sources, Analyses analyses) {

  FlowBinder binder() {
    return new FlowBinder(tables, sources, asOf);
  }
}
