package dev.perigon.pipelines;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Gathers problems, so that a user sees all of them at once and not one per run. */
final class Complaints {
  private final List<PerigonException> found = new ArrayList<>();

  void add(PerigonException complaint) {
    found.add(complaint);
  }

  /** The result of {@code step}; empty when it complained. */
  <T> Optional<T> collect(Supplier<T> step) {
    try {
      return Optional.of(step.get());
    } catch (PerigonException e) {
      found.add(e);
      return Optional.empty();
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** Throws what was found: one complaint as it is, several as one that lists them. */
  void throwIfAny(String what) {
    if (!found.isEmpty()) {
      throw asOne(what);
    }
  }

  PerigonException asOne(String what) {
    if (found.size() == 1) {
      return found.get(0);
    }
    StringBuilder text = new StringBuilder("%s: %d problems".formatted(what, found.size()));
    for (PerigonException complaint : found) {
      String place = complaint.origin().map(origin -> origin + ": ").orElse("");
      text.append("\n  ").append(place).append(indented(complaint.problem()));
      text.append("\n    ").append(indented(complaint.remedy()));
    }
    ErrorCode code = found.get(0).code();
    return new PerigonException(
        code,
        text.toString(),
        "Fix each of them, then run again",
        found.get(0).origin(),
        found.get(0));
  }

  private static String indented(String text) {
    return text.replace("\n", "\n    ");
  }
}
