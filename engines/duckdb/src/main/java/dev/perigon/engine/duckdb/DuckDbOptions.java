package dev.perigon.engine.duckdb;

import static java.util.Objects.requireNonNull;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;

/**
 * What the embedded engine may use of this machine.
 *
 * @param memoryBytes what DuckDB may hold in memory before it spills; the JVM's heap comes on top
 * @param spillFolder for what does not fit in memory and for files on their way to remote storage
 * @param timeZone of dates and times without a zone
 * @param allowedFolders the only folders that queries can read and write: data, warehouse, and the
 *     local cache of remote files
 */
public record DuckDbOptions(
    long memoryBytes, int threads, Path spillFolder, ZoneId timeZone, List<URI> allowedFolders) {
  public DuckDbOptions {
    requireNonNull(spillFolder, "spillFolder is null");
    requireNonNull(timeZone, "timeZone is null");
    allowedFolders = List.copyOf(allowedFolders);
    if (memoryBytes <= 0 || threads <= 0) {
      throw new IllegalArgumentException("memoryBytes and threads must be positive");
    }
  }

  /** Half of the memory, all cores, UTC, no folders. */
  public static DuckDbOptions defaults() {
    return new DuckDbOptions(
        physicalMemory() / 2,
        Runtime.getRuntime().availableProcessors(),
        Path.of(System.getProperty("java.io.tmpdir"), "perigon-spill"),
        ZoneId.of("UTC"),
        List.of());
  }

  public DuckDbOptions withMemoryBytes(long bytes) {
    return new DuckDbOptions(bytes, threads, spillFolder, timeZone, allowedFolders);
  }

  public DuckDbOptions withThreads(int count) {
    return new DuckDbOptions(memoryBytes, count, spillFolder, timeZone, allowedFolders);
  }

  public DuckDbOptions withSpillFolder(Path folder) {
    return new DuckDbOptions(memoryBytes, threads, folder, timeZone, allowedFolders);
  }

  public DuckDbOptions withTimeZone(ZoneId zone) {
    return new DuckDbOptions(memoryBytes, threads, spillFolder, zone, allowedFolders);
  }

  public DuckDbOptions withAllowedFolders(List<URI> folders) {
    return new DuckDbOptions(memoryBytes, threads, spillFolder, timeZone, folders);
  }

  private static long physicalMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }
}
