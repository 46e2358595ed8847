package dev.perigon.generator.commerce;

import dev.perigon.generator.commerce.Calendar.Delivery;
import java.io.IOException;
import java.nio.file.Path;

/** Something that delivers one file at a time. */
interface Source {
  /** Where a delivery goes, relative to the output folder. */
  String path(Delivery delivery);

  /** Writes what {@code delivery} brings; returns the rows. */
  long write(Delivery delivery, Path file) throws IOException;
}
