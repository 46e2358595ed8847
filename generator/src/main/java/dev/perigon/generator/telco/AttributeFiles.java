package dev.perigon.generator.telco;

import dev.perigon.generator.ParquetRows;
import java.io.IOException;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** {@code attributes/month=202510/attributes.parquet}: one row per subscriber. */
final class AttributeFiles {
  private static final int MONTHS = 3;
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMM");

  private final TelcoOptions options;
  private final List<Column> columns = new ArrayList<>();

  AttributeFiles(TelcoOptions options) {
    this.options = options;
    columns.add(Column.text("user_id", subject -> subject.subscriber().userId()));
    columns.addAll(new AccountColumns(options.seed()).all());
    columns.addAll(new PersonColumns(options.seed()).all());
    columns.addAll(ListedColumns.of(options.seed()));
  }

  static List<YearMonth> months(TelcoOptions options) {
    YearMonth last = YearMonth.from(options.asOf());
    return IntStream.range(0, MONTHS).mapToObj(i -> last.minusMonths(MONTHS - 1L - i)).toList();
  }

  static String path(YearMonth month) {
    return "attributes/month=%s/attributes.parquet".formatted(NAME.format(month));
  }

  long write(YearMonth month, Path file) throws IOException {
    Subscribers subscribers = new Subscribers(options);
    Dice people = Dice.of(options.seed(), "people");
    int number = (int) month.getLong(ChronoField.PROLEPTIC_MONTH);
    try (ParquetRows rows = new ParquetRows(file, schema())) {
      for (int i = 0; i < options.users(); i++) {
        Subject subject =
            new Subject(
                subscribers.at(i), number, Place.at(subscribers.place(i)), Person.of(people.on(i)));
        Group row = rows.empty();
        columns.forEach(column -> column.filler().add(row, subject));
        rows.write(row);
      }
      return rows.rows();
    }
  }

  private MessageType schema() {
    return MessageTypeParser.parseMessageType(
        columns.stream()
            .map(Column::schema)
            .collect(Collectors.joining("\n", "message attributes {\n", "\n}")));
  }
}
