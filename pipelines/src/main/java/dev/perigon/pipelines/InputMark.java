package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.util.Comparator;
import java.util.TreeMap;

/**
 * What a query read of one input.
 *
 * @param table its id; empty for files
 * @param version of the table
 * @param shape how the files are read: another text for other columns or options
 * @param files which files were read: another text for others
 */
record InputMark(String table, long version, String shape, String files) {
  private static final long NO_VERSION = -1;

  static InputMark ofTable(String id, long version, Slice slice) {
    return new InputMark(id, version, shape(slice), files(slice));
  }

  static InputMark ofFiles(SourceFiles source) {
    return new InputMark("", NO_VERSION, shape(source), files(source));
  }

  static InputMark read(JsonNode json) {
    return new InputMark(
        json.path("table").asText(),
        json.path("version").asLong(),
        json.path("shape").asText(),
        json.path("files").asText());
  }

  ObjectNode write() {
    return Json.object()
        .put("table", table)
        .put("version", version)
        .put("shape", shape)
        .put("files", files);
  }

  /** True when the same rows were read, for certain. */
  boolean sameFiles(InputMark other) {
    return table.equals(other.table) && shape.equals(other.shape) && files.equals(other.files);
  }

  /** True for a later version of the same table, read in the same way. */
  boolean follows(InputMark before) {
    return !table.isEmpty()
        && table.equals(before.table)
        && shape.equals(before.shape)
        && version > before.version;
  }

  private static String shape(Slice slice) {
    Digest digest = new Digest();
    if (slice instanceof SourceFiles source) {
      digest.add("files").add(source.format()).add(new TreeMap<>(source.options()).toString());
      digest.add(source.tellsFiles() ? "told" : "").add(text(source.schema()));
    } else if (slice instanceof Slice.Delta delta) {
      shape(delta, digest.add("table"));
    } else {
      ((Slice.Changes) slice).parts().forEach(part -> shape(part, digest.add("changes")));
    }
    return digest.text();
  }

  private static void shape(Slice.Delta delta, Digest digest) {
    digest.add(text(delta.schema())).add(text(delta.physicalSchema()));
    digest.add(String.join(",", delta.partitionColumns()));
  }

  /** Names and types. */
  private static String text(Schema schema) {
    return schema.ddl();
  }

  /** Local files have several ways to be written. */
  private static String text(URI file) {
    return "file".equals(file.getScheme()) ? file.getPath() : file.toString();
  }

  private static String files(Slice slice) {
    Digest digest = new Digest();
    if (slice instanceof SourceFiles source) {
      source.files().forEach(f -> digest.add(text(f.location())).add(f.size()).add(f.modified()));
    } else if (slice instanceof Slice.Delta delta) {
      files(delta, digest);
    } else {
      ((Slice.Changes) slice).parts().forEach(part -> files(part, digest.add("part")));
    }
    return digest.text();
  }

  private static void files(Slice.Delta delta, Digest digest) {
    delta.files().stream()
        .sorted(Comparator.comparing((DataFile file) -> text(file.location())))
        .forEach(
            file -> {
              digest.add(text(file.location())).add(file.size());
              digest.add(new TreeMap<>(file.partitionValues()).toString());
              digest.add(file.deletedRows().length);
              for (long row : file.deletedRows()) {
                digest.add(row);
              }
            });
  }
}
