package dev.perigon.engine.files.csv;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Guesses the columns of CSV files from a header and sample rows: BOOLEAN, INT, BIGINT, DOUBLE,
 * DATE, TIMESTAMP where every value says so, else STRING. What looks like an identifier, by name or
 * by a leading zero or plus, is a STRING.
 */
public final class CsvInference {
  private static final int SAMPLE = 20_000;

  /** So many headers are looked at where each file may have columns of its own. */
  private static final int FILES = 10_000;

  private static final Pattern IDENTIFIER =
      Pattern.compile(
          "(?i)(.*[_ -])?(id|key|code|zip|zipcode|postcode|postal|phone|mobile|msisdn|fax|ssn|iban|ean"
              + "|sku|vat)");
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9][0-9]{0,17}");
  private static final Pattern REAL =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
  private static final Pattern TIMESTAMP =
      Pattern.compile(DATE.pattern() + "[ T][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]+)?)?.*");

  private final CsvOptions options;
  private final List<String> names = new ArrayList<>();
  private final List<SqlType> types = new ArrayList<>();
  private int sampled;
  private int files;

  public CsvInference(CsvOptions options) {
    this.options = options;
  }

  /** Looks at one more file; false when enough has been seen. */
  public boolean look(InputStream in) throws IOException {
    try (var records = new CsvRecords(in, options)) {
      CsvRecord first = records.next();
      if (first == null || first.problem().isPresent()) {
        return true;
      }
      List<Integer> places = places(first);
      CsvRecord record = options.header() ? records.next() : first;
      while (record != null && sampled < SAMPLE) {
        sampled++;
        merge(record.fields(), places);
        record = records.next();
      }
    }
    files++;
    return sampled < SAMPLE || options.mayLackColumns() && files < FILES;
  }

  /** For each field of a file its column: by name where files may have different columns. */
  private List<Integer> places(CsvRecord first) {
    List<Integer> places = new ArrayList<>();
    boolean byName = options.header() && options.mayLackColumns();
    boolean isFirst = names.isEmpty();
    for (int i = 0; i < first.fields().size(); i++) {
      String header = options.header() ? first.fields().get(i) : null;
      String name = header == null ? "_c" + i : header;
      int place = byName ? find(name) : isFirst ? -1 : i;
      if (place < 0) {
        place = names.size();
        names.add(name);
        types.add(null);
      }
      places.add(place);
    }
    return places;
  }

  private int find(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).strip().equalsIgnoreCase(name.strip())) {
        return i;
      }
    }
    return -1;
  }

  private void merge(List<String> fields, List<Integer> places) {
    for (int i = 0; i < Math.min(fields.size(), places.size()); i++) {
      String text = fields.get(i);
      int place = places.get(i);
      if (place < types.size() && text != null && !text.equals(options.nullValue())) {
        types.set(place, wider(types.get(place), guess(text)));
      }
    }
  }

  private SqlType guess(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Scalar.BOOLEAN;
    }
    if (WHOLE.matcher(text).matches()) {
      long value = Long.parseLong(text);
      return value == (int) value ? Scalar.INTEGER : Scalar.LONG;
    }
    if (REAL.matcher(text).matches()) {
      return Scalar.DOUBLE;
    }
    if (options.dateFormat().isEmpty()
        && DATE.matcher(text).matches()
        && SparkTimes.date(text).isPresent()) {
      return Scalar.DATE;
    }
    boolean time =
        options.timestampFormat().isEmpty()
            && TIMESTAMP.matcher(text).matches()
            && SparkTimes.timestamp(text).isPresent();
    return time ? Scalar.TIMESTAMP : Scalar.STRING;
  }

  private static SqlType wider(SqlType known, SqlType seen) {
    if (known == null || known == seen) {
      return seen;
    }
    List<SqlType> numbers = List.of(Scalar.INTEGER, Scalar.LONG, Scalar.DOUBLE);
    List<SqlType> times = List.of(Scalar.DATE, Scalar.TIMESTAMP);
    for (List<SqlType> family : List.of(numbers, times)) {
      if (family.contains(known) && family.contains(seen)) {
        return family.get(Math.max(family.indexOf(known), family.indexOf(seen)));
      }
    }
    return Scalar.STRING;
  }

  /** The columns, with that for rescued data at the end when the options name one. */
  public Schema schema() {
    var columns = new ArrayList<Column>();
    for (int i = 0; i < names.size(); i++) {
      boolean text = types.get(i) == null || IDENTIFIER.matcher(names.get(i)).matches();
      columns.add(Column.of(names.get(i), text ? Scalar.STRING : types.get(i)));
    }
    options
        .rescuedDataColumn()
        .filter(name -> columns.stream().noneMatch(c -> c.name().equalsIgnoreCase(name)))
        .ifPresent(name -> columns.add(Column.of(name, Scalar.STRING)));
    return new Schema(columns);
  }
}
