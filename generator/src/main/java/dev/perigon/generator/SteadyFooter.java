package dev.perigon.generator;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.Util;

/**
 * Parquet's writer lists encodings in the order of a hash set of enums, which differs from one JVM
 * to the next; in order, the same rows are the same bytes.
 */
final class SteadyFooter {
  /** The footer's length and the magic number. */
  private static final int TAIL = 8;

  private SteadyFooter() {}

  static void of(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] tail = new byte[TAIL];
      bytes.seek(bytes.length() - TAIL);
      bytes.readFully(tail);
      ByteBuffer numbers = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
      byte[] footer = new byte[numbers.getInt(0)];
      long start = bytes.length() - TAIL - footer.length;
      bytes.seek(start);
      bytes.readFully(footer);
      byte[] sorted = sorted(footer);
      numbers.putInt(0, sorted.length);
      bytes.seek(start);
      bytes.write(sorted);
      bytes.write(tail);
      bytes.setLength(bytes.getFilePointer());
    }
  }

  private static byte[] sorted(byte[] footer) throws IOException {
    FileMetaData metadata = Util.readFileMetaData(new ByteArrayInputStream(footer));
    metadata
        .getRow_groups()
        .forEach(group -> group.getColumns().forEach(column -> sort(column.getMeta_data())));
    ByteArrayOutputStream out = new ByteArrayOutputStream(footer.length);
    Util.writeFileMetaData(metadata, out);
    return out.toByteArray();
  }

  private static void sort(ColumnMetaData column) {
    Collections.sort(column.getEncodings());
    if (column.getEncoding_stats() != null) {
      column
          .getEncoding_stats()
          .sort(
              Comparator.comparing(PageEncodingStats::getPage_type)
                  .thenComparing(PageEncodingStats::getEncoding));
    }
  }
}
