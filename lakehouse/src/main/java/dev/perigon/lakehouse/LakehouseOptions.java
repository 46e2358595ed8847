package dev.perigon.lakehouse;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Map;

/**
 * How a warehouse is opened.
 *
 * @param cacheFolder where copies of remote files are kept
 * @param cacheBytes how much of them is kept
 * @param hadoopSettings for remote file systems, e.g. {@code fs.s3a.endpoint}
 * @param writer who commits, as other writers are told in a conflict
 */
public record LakehouseOptions(
    Path cacheFolder, long cacheBytes, Map<String, String> hadoopSettings, String writer) {
  public LakehouseOptions {
    requireNonNull(cacheFolder, "cacheFolder is null");
    requireNonNull(writer, "writer is null");
    hadoopSettings = Map.copyOf(hadoopSettings);
    if (cacheBytes < 0) {
      throw new IllegalArgumentException("cacheBytes is negative");
    }
  }

  /** 10 GiB of copies in the user's own cache folder, where nobody else may plant files. */
  public static LakehouseOptions defaults() {
    return new LakehouseOptions(
        Path.of(System.getProperty("user.home"), ".cache", "perigon"),
        10L << 30,
        Map.of(),
        System.getProperty("user.name", "unknown") + "/" + ProcessHandle.current().pid());
  }

  public LakehouseOptions withCache(Path folder, long bytes) {
    return new LakehouseOptions(folder, bytes, hadoopSettings, writer);
  }

  public LakehouseOptions withHadoopSettings(Map<String, String> settings) {
    return new LakehouseOptions(cacheFolder, cacheBytes, settings, writer);
  }
}
