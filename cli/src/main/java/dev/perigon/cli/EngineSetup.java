package dev.perigon.cli;

import dev.perigon.engine.Engine;
import dev.perigon.engine.WaitListener;
import dev.perigon.lakehouse.FileStore;
import java.net.URI;
import java.util.Map;

/** An engine and all that it is told, before it opens. */
interface EngineSetup {
  /**
   * @param waits hears what sources keep the engine waiting, as far as the engine tells
   */
  Engine open(FileStore files, WaitListener waits);

  /** The same, which may also write below {@code folder}. */
  EngineSetup writingTo(URI folder);

  /** Settings of Hadoop's file systems that came with the engine's own. */
  Map<String, String> hadoopSettings();

  /** In a few words, for a person. */
  String shown();
}
