package dev.perigon.pipelines;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.perigon.pipelines.Fixture.Row;
import dev.perigon.pipelines.Fixture.Table;
import dev.perigon.sql.error.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a fixture as CSV with a header; an empty cell is NULL. */
final class FixtureCsv {
  private FixtureCsv() {}

  static Table table(YamlNode node) {
    Origin start = node.textOrigin();
    List<Row> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> records =
        CsvReader.builder().ofCsvRecord(node.isNull() ? "" : node.text())) {
      List<String> header = null;
      for (CsvRecord record : records) {
        Origin place = start.plus((int) record.getStartingLineNumber() - 1, 0);
        List<String> fields = record.getFields();
        if (header == null) {
          header = fields.stream().map(String::strip).toList();
        } else if (fields.size() != header.size()) {
          throw FixtureErrors.csvFields(fields.size(), header.size(), place);
        } else {
          rows.add(new Row(place, cells(header, fields, place)));
        }
      }
    } catch (CsvParseException | java.io.IOException e) {
      throw FixtureErrors.badCsv(start);
    }
    return new Table(node.origin(), rows);
  }

  private static Map<String, YamlNode> cells(
      List<String> header, List<String> fields, Origin place) {
    Map<String, YamlNode> cells = new LinkedHashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      if (cells.put(header.get(i), YamlNode.ofText(fields.get(i), place)) != null) {
        throw ProjectErrors.repeatedKey(header.get(i), place);
      }
    }
    return cells;
  }
}
