package dev.perigon.generator.commerce;

import dev.perigon.generator.ParquetRows;
import dev.perigon.generator.commerce.TicketStory.Stage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Tickets, or changes of tickets, as Parquet: the columns of {@link TicketLog}. */
final class TicketRows implements AutoCloseable {
  private static final String COLUMNS =
      """
      message tickets {
        optional binary ticket_id (STRING);
        optional binary customer_id (STRING);
        optional binary subject (STRING);
        optional binary body (STRING);
        optional binary category (STRING);
        optional binary priority (STRING);
        optional binary status (STRING);
        optional int64 created_at (TIMESTAMP(MICROS,true));
        optional int64 resolved_at (TIMESTAMP(MICROS,true));
        optional binary agent_id (STRING);
        optional int32 satisfaction_score;
      """;
  private static final MessageType TICKETS = MessageTypeParser.parseMessageType(COLUMNS + "}");
  private static final MessageType CHANGES =
      MessageTypeParser.parseMessageType(COLUMNS + "optional binary _change_type (STRING);}");

  private final TicketStory story;
  private final ParquetRows rows;

  private TicketRows(TicketStory story, ParquetRows rows) {
    this.story = story;
    this.rows = rows;
  }

  static TicketRows tickets(Path file, TicketStory story) throws IOException {
    return new TicketRows(story, new ParquetRows(file, TICKETS));
  }

  static TicketRows changes(Path file, TicketStory story) throws IOException {
    return new TicketRows(story, new ParquetRows(file, CHANGES));
  }

  void ticket(long ticket, Stage stage) throws IOException {
    rows.write(row(ticket, stage));
  }

  void change(String type, long ticket, Stage stage) throws IOException {
    Group row = row(ticket, stage);
    row.add("_change_type", type);
    rows.write(row);
  }

  private Group row(long ticket, Stage stage) {
    TicketWords.Letter letter = story.letter(ticket);
    Group row = rows.empty();
    row.add("ticket_id", TicketStory.id(ticket));
    row.add("customer_id", story.customer(ticket));
    row.add("subject", letter.subject());
    row.add("body", letter.body());
    row.add("category", story.category(ticket));
    row.add("priority", story.priority(ticket));
    row.add("status", story.status(ticket, stage));
    row.add("created_at", story.micros(ticket, Stage.OPENED));
    if (story.isEnded(ticket, stage)) {
      row.add("resolved_at", story.micros(ticket, Stage.ENDED));
    }
    row.add("agent_id", story.agent(ticket));
    if (story.isEnded(ticket, stage)) {
      row.add("satisfaction_score", story.satisfaction(ticket));
    }
    return row;
  }

  long rows() {
    return rows.rows();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
