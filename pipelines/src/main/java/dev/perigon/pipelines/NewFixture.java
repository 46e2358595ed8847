package dev.perigon.pipelines;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A test made from current data, not yet written.
 *
 * @param file below the project's {@code tests}
 * @param asOf of the last run
 * @param given how many rows of inputs it holds
 * @param expected how many rows it expects
 */
public record NewFixture(Path file, String yaml, Instant asOf, int given, int expected) {}
