package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import java.util.List;
import java.util.stream.Stream;

/** Arithmetic and mathematical functions. */
final class MathEntries implements EntryGroup {
  @Override
  public String title() {
    return "Mathematical functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return Stream.of(Arithmetic.all(), Rounding.all(), RealFunctions.all(), IntegerFunctions.all())
        .<Entry<?>>flatMap(List::stream)
        .toList();
  }

  @Override
  public List<String> macros() {
    return Stream.of(
            Arithmetic.macros(),
            Rounding.macros(),
            RealFunctions.macros(),
            IntegerFunctions.macros())
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<JavaFunction> functions() {
    return MathFunctions.all();
  }
}
