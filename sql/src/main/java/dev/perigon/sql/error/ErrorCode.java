package dev.perigon.sql.error;

/** What kind of mistake an error names; each maps to one exit code. */
public enum ErrorCode {
  /** The command line or an option is wrong. */
  USAGE(2),
  /** SQL or YAML that does not parse. */
  SYNTAX(3),
  /** SQL that parses but means nothing with these inputs: unknown column, wrong types. */
  ANALYSIS(3),
  /** A name that no dataset, table, function or option has. */
  UNKNOWN_NAME(3),
  /** The same name declared twice, or two flows where one is allowed. */
  DUPLICATE(3),
  /** Datasets that depend on each other in a circle. */
  CYCLE(3),
  /** Something that this engine or version does not do. */
  UNSUPPORTED(3),
  /** A file or folder that is missing, unreadable or outside the declared folders. */
  FILE(3),
  /** Input data that does not fit: malformed line, wrong type, overflow. */
  DATA(3),
  /** A FAIL UPDATE expectation was violated. */
  EXPECTATION(3),
  /** A query's columns do not fit the table they go into. */
  SCHEMA(3),
  /** Another writer was faster. */
  CONFLICT(3),
  /** Out of disk, memory or time. */
  RESOURCES(3);

  private final int exitCode;

  ErrorCode(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The process exit code: 2 for usage, 3 for a project or input to fix. */
  public int exitCode() {
    return exitCode;
  }
}
