package dev.perigon.sql.catalyst;

import org.apache.spark.sql.catalyst.trees.Origin;

/** DuckDB cannot say a part of the plan; ends the rendering and becomes {@code Unsupported}. */
final class UnsupportedRendering extends RuntimeException {
  private final transient Origin origin;

  UnsupportedRendering(String what, Origin origin) {
    super(what, null, false, false);
    this.origin = origin;
  }

  /** With the place of what it is part of, if it has none itself, as constants of casts. */
  UnsupportedRendering within(Origin outer) {
    return origin.startIndex().isDefined() ? this : new UnsupportedRendering(getMessage(), outer);
  }

  Origin origin() {
    return origin;
  }
}
