package dev.perigon.engine;

import dev.perigon.lakehouse.FileStore;

/**
 * Opens an engine that is delivered apart from the program; {@link java.util.ServiceLoader} finds
 * it.
 */
public interface EngineProvider {
  /** As {@code --engine} says it. */
  String name();

  /** Opens an engine that reads and writes the files of {@code files}. */
  Engine open(EngineSettings settings, FileStore files);
}
