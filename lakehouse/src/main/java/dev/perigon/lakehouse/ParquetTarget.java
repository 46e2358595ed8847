package dev.perigon.lakehouse;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/** A file of a store that Parquet's library writes; there is none until it is closed. */
record ParquetTarget(FileStore store, URI location) implements OutputFile {
  @Override
  public PositionOutputStream create(long blockBytes) throws IOException {
    return HadoopStreams.wrap(new FSDataOutputStream(store.write(location), null));
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockBytes) throws IOException {
    return create(blockBytes);
  }

  @Override
  public boolean supportsBlockSize() {
    return false;
  }

  @Override
  public long defaultBlockSize() {
    return 0;
  }
}
