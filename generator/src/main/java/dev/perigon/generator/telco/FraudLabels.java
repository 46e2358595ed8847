package dev.perigon.generator.telco;

import dev.perigon.generator.CsvFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Which planted cases are fraud; the records do not say. */
final class FraudLabels {
  static final String FILE = "fraud_labels.csv";

  private FraudLabels() {}

  static long write(FraudCases cases, Path file) throws IOException {
    return CsvFile.write(
        file,
        List.of("user_id", "event_date", "rule"),
        sink ->
            cases.all().stream()
                .filter(planted -> !planted.honest())
                .forEach(
                    planted ->
                        sink.row(
                            planted.user().userId(), planted.day().toString(), planted.rule())));
  }
}
