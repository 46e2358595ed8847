package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import java.util.ArrayList;
import java.util.List;

/** String functions. */
final class StringEntries implements EntryGroup {
  @Override
  public String title() {
    return "String functions";
  }

  @Override
  public List<Entry<?>> entries() {
    List<Entry<?>> entries = new ArrayList<>(StringParts.entries());
    entries.addAll(StringShapes.entries());
    entries.addAll(StringEncodings.entries());
    entries.addAll(StringFormats.entries());
    javaEntries().forEach(e -> entries.add(e.entry()));
    return entries;
  }

  @Override
  public List<JavaFunction> functions() {
    List<JavaFunction> functions = new ArrayList<>();
    javaEntries().forEach(e -> functions.add(e.function()));
    functions.add(SparkCall.function());
    functions.add(SparkAggregate.function());
    return functions;
  }

  private static List<JavaEntry> javaEntries() {
    List<JavaEntry> entries = new ArrayList<>(StringCases.entries());
    entries.addAll(StringSearches.entries());
    return entries;
  }
}
