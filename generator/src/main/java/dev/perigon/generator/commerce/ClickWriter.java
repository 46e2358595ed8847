package dev.perigon.generator.commerce;

import dev.perigon.generator.ParquetRows;
import dev.perigon.generator.commerce.Visits.Click;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes clicks as Parquet. */
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

  private final ParquetRows rows;

  private ClickWriter(ParquetRows rows) {
    this.rows = rows;
  }

  static ClickWriter to(Path file) throws IOException {
    return new ClickWriter(new ParquetRows(file, SCHEMA));
  }

  void write(Click click) throws IOException {
    Group row = rows.empty();
    if (click.customer() != null) {
      row.add("customer_id", click.customer());
    }
    row.add("event_timestamp", click.micros());
    row.add("event_type", click.type());
    row.add("page_url", click.page());
    row.add("device_type", click.device());
    row.add("browser", click.browser());
    row.add("referrer", click.referrer());
    rows.write(row);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
