package dev.perigon.generator.commerce;

import dev.perigon.generator.commerce.Visits.Click;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes clicks as Parquet. Not compressed: dictionaries make it small, and no codec is needed. */
final class ClickWriter implements AutoCloseable {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message clicks {
            optional binary customer_id (STRING);
            optional int64 event_timestamp (TIMESTAMP(MICROS,true));
            optional binary event_type (STRING);
            optional binary page_url (STRING);
            optional binary device_type (STRING);
            optional binary browser (STRING);
            optional binary referrer (STRING);
          }
          """);

  private final SimpleGroupFactory rows = new SimpleGroupFactory(SCHEMA);
  private final ParquetWriter<Group> writer;

  private final Path file;

  private ClickWriter(Path file, ParquetWriter<Group> writer) {
    this.file = file;
    this.writer = writer;
  }

  static ClickWriter to(Path file) throws IOException {
    return new ClickWriter(
        file,
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(SCHEMA)
            .withConf(new PlainParquetConfiguration())
            .withCompressionCodec(CompressionCodecName.UNCOMPRESSED)
            .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
            .build());
  }

  void write(Click click) throws IOException {
    Group row = rows.newGroup();
    if (click.customer() != null) {
      row.add("customer_id", click.customer());
    }
    row.add("event_timestamp", click.micros());
    row.add("event_type", click.type());
    row.add("page_url", click.page());
    row.add("device_type", click.device());
    row.add("browser", click.browser());
    row.add("referrer", click.referrer());
    writer.write(row);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    SteadyFooter.of(file);
  }
}
