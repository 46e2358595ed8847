package dev.perigon.lakehouse;

import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;

/**
 * One Parquet file of several, with their row groups as they are: bytes are copied, rows are not
 * read.
 */
public final class JoinedFile {
  // Parquet's writer asks for these, and uses them where it makes pages itself.
  private static final long ROW_GROUP_BYTES = 128L << 20;
  private static final int PADDING = 0;
  private static final int INDEX_BYTES = 64;
  private static final int STATISTICS_BYTES = 1 << 12;
  private static final boolean CHECKSUMS = false;

  private static final ParquetReadOptions OPTIONS =
      ParquetReadOptions.builder(new PlainParquetConfiguration()).build();

  private JoinedFile() {}

  /**
   * Writes the rows of {@code files} into a new file in {@code folder}.
   *
   * @param files of one partition of a table, without deleted rows
   * @param schema the table's, for the types of their statistics
   * @param leastBytes of a row group, on average: for each there is a line in the footer, and its
   *     rows are read apart from others
   * @return empty, with nothing written, when row groups are smaller, or files have not the same
   *     columns, or their footers say something else of them
   * @throws dev.perigon.sql.error.PerigonException FILE, RESOURCES
   */
  public static Optional<DataFile> write(
      List<DataFile> files, Schema schema, long leastBytes, FileStore store, URI folder) {
    URI target = Locations.child(folder, "part-" + UUID.randomUUID() + ".parquet");
    List<ParquetFileReader> readers = new ArrayList<>();
    try (FileStore.Lease lease = store.lease()) {
      for (DataFile file : files) {
        var stored = new StoredFile(file.location(), file.size(), file.modified());
        readers.add(ParquetFileReader.open(new ParquetSource(lease.local(stored)), OPTIONS));
      }
      long groups = readers.stream().mapToLong(reader -> reader.getRowGroups().size()).sum();
      long bytes = files.stream().mapToLong(DataFile::size).sum();
      boolean alike = readers.stream().map(Kind::of).distinct().count() == 1;
      if (bytes < groups * leastBytes || !alike) {
        return Optional.empty();
      }
      copy(readers, new ParquetTarget(store, target));
    } catch (IOException | UncheckedIOException e) {
      throw LakehouseErrors.io("write", target, e);
    } finally {
      readers.forEach(JoinedFile::close);
    }
    long rows = readers.stream().mapToLong(ParquetFileReader::getRecordCount).sum();
    StoredFile made = store.find(target).orElseThrow();
    return Optional.of(
        new DataFile(
            made.location(),
            made.size(),
            made.modified(),
            files.get(0).partitionValues(),
            Optional.of(JoinedStatistics.of(rows, files, schema)),
            new long[0],
            files.get(0).writer()));
  }

  /** What must be the same of files, for a reader to find in one what it found in each. */
  private record Kind(MessageType columns, Map<String, String> notes) {
    static Kind of(ParquetFileReader reader) {
      FileMetaData about = reader.getFooter().getFileMetaData();
      return new Kind(about.getSchema(), about.getKeyValueMetaData());
    }
  }

  private static void copy(List<ParquetFileReader> readers, ParquetTarget target)
      throws IOException {
    Kind kind = Kind.of(readers.get(0));
    try (ParquetFileWriter writer =
        new ParquetFileWriter(
            target,
            kind.columns(),
            ParquetFileWriter.Mode.CREATE,
            ROW_GROUP_BYTES,
            PADDING,
            INDEX_BYTES,
            STATISTICS_BYTES,
            CHECKSUMS)) {
      writer.start();
      for (ParquetFileReader reader : readers) {
        reader.appendTo(writer);
      }
      writer.end(kind.notes());
    }
  }

  private static void close(ParquetFileReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
