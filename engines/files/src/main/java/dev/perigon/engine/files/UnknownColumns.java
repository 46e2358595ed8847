package dev.perigon.engine.files;

import java.util.Locale;
import java.util.Map;

/** What becomes of columns that a file has and the schema has not. */
public enum UnknownColumns {
  /** The file is refused. */
  FAIL,
  /** They are left out. */
  IGNORE,
  /** They go into the column for rescued data. */
  RESCUE;

  /** The option that also allows files without some of the columns. */
  public static final String OPTION = "schemaevolutionmode";

  /** What {@code options}, keys in lower case, ask for; {@code otherwise} when they do not say. */
  public static UnknownColumns of(
      Map<String, String> options, boolean rescues, UnknownColumns otherwise) {
    String mode = options.get(OPTION);
    if (mode != null && mode.toLowerCase(Locale.ROOT).equals("failonnewcolumns")) {
      return FAIL;
    }
    if (rescues) {
      return RESCUE;
    }
    return mode == null ? otherwise : IGNORE;
  }
}
