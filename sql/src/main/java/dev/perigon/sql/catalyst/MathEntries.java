package dev.perigon.sql.catalyst;

import java.util.List;

/** Arithmetic and mathematical functions. */
final class MathEntries implements EntryGroup {
  @Override
  public String title() {
    return "Mathematical functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return Arithmetic.all();
  }

  @Override
  public List<String> macros() {
    return Arithmetic.macros();
  }
}
