package dev.perigon.cli;

import dev.perigon.generator.telco.TelcoRecord;

/** Takes generated records. */
interface RecordSink {
  void accept(TelcoRecord record) throws InterruptedException;

  /** Nothing comes for a while: what was held back goes now. */
  void pause();
}
