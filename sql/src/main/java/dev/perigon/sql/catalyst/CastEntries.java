package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Cast$;
import org.apache.spark.sql.catalyst.expressions.EvalMode;

/** Casts. */
final class CastEntries implements EntryGroup {
  @Override
  public String title() {
    return "Casts";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of(
        Entry.of(Cast.class, CastEntries::cast, "cast", "try_cast", "::")
            .withNote("Bytes that are not UTF-8 become U+FFFD in a string."));
  }

  @Override
  public List<JavaFunction> functions() {
    List<JavaFunction> functions = new ArrayList<>(CastFunctions.all());
    functions.addAll(SessionZone.functions());
    return functions;
  }

  private static String cast(Cast cast, ExpressionWriter writer) {
    boolean isTry = cast.evalMode().equals(EvalMode.TRY());
    boolean isLegacy = cast.evalMode().equals(EvalMode.LEGACY());
    if (isLegacy && !Cast$.MODULE$.canUpCast(cast.child().dataType(), cast.dataType())) {
      throw writer.unsupported(cast, "without ANSI mode");
    }
    String zone = cast.timeZoneId().isDefined() ? cast.timeZoneId().get() : "UTC";
    CastText casts = new CastText(isTry, new SessionZone(ZoneId.of(zone)), writer, 0);
    String text = casts.cast(writer.write(cast.child()), cast.child().dataType(), cast.dataType());
    if (text == null) {
      String types =
          "from %s to %s".formatted(cast.child().dataType().sql(), cast.dataType().sql());
      throw writer.unsupported(cast, types);
    }
    return text;
  }
}
