package dev.perigon.sql.error;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A problem that the user can fix. Everything else that is thrown is a bug and keeps its stack
 * trace.
 */
public final class PerigonException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final String remedy;
  private final Origin origin;

  /** {@code problem} says what could not be done and why; {@code remedy} what to do about it. */
  public PerigonException(ErrorCode code, String problem, String remedy) {
    this(code, problem, remedy, Optional.empty(), null);
  }

  public PerigonException(ErrorCode code, String problem, String remedy, Origin origin) {
    this(code, problem, remedy, Optional.of(origin), null);
  }

  public PerigonException(
      ErrorCode code, String problem, String remedy, Optional<Origin> origin, Throwable cause) {
    super(problem, cause);
    this.code = requireNonNull(code, "code is null");
    this.remedy = requireNonNull(remedy, "remedy is null");
    this.origin = requireNonNull(origin, "origin is null").orElse(null);
  }

  public ErrorCode code() {
    return code;
  }

  /** What could not be done and why, without its place: for those who show that beside it. */
  public String problem() {
    return origin().map(at -> getMessage().replace(" at " + at, "")).orElse(getMessage());
  }

  public String remedy() {
    return remedy;
  }

  /** Where in the project the problem is, when it has a place. */
  public Optional<Origin> origin() {
    return Optional.ofNullable(origin);
  }
}
