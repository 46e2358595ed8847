package dev.perigon.pipelines;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Takes rows and values off the inputs of a test as long as the same comes out: what is left is
 * what the result is made of, and no more of the customers' data than that.
 */
final class FixtureShrink {
  private final Predicate<List<List<RowSet>>> same;
  private List<List<RowSet>> given;
  private int tries;

  /**
   * @param same whether the same comes out of other rows
   * @param tries how often to ask
   */
  FixtureShrink(List<List<RowSet>> given, Predicate<List<List<RowSet>>> same, int tries) {
    this.given = given;
    this.same = same;
    this.tries = tries;
  }

  List<List<RowSet>> run() {
    for (RowSet input : inputs()) {
      RowSet left = input;
      for (int row = input.rows().size() - 1; row >= 0; row--) {
        left = attempt(left, withoutRow(left, row));
      }
      for (int column = 0; column < input.schema().columns().size(); column++) {
        left = attempt(left, withoutColumn(left, column));
      }
    }
    return given;
  }

  private List<RowSet> inputs() {
    List<RowSet> inputs = new ArrayList<>();
    for (RowSet rows : given.stream().flatMap(List::stream).toList()) {
      if (inputs.stream().noneMatch(other -> other == rows)) {
        inputs.add(rows);
      }
    }
    return inputs;
  }

  private RowSet attempt(RowSet before, RowSet after) {
    if (tries <= 0 || before.rows().equals(after.rows())) {
      return before;
    }
    tries--;
    List<List<RowSet>> changed = replaced(rows -> rows == before ? after : rows);
    if (!same.test(changed)) {
      return before;
    }
    given = changed;
    return after;
  }

  private List<List<RowSet>> replaced(Function<RowSet, RowSet> change) {
    return given.stream().map(inputs -> inputs.stream().map(change).toList()).toList();
  }

  private static RowSet withoutRow(RowSet rows, int row) {
    List<List<Object>> left = new ArrayList<>(rows.rows());
    left.remove(row);
    return new RowSet(rows.schema(), left);
  }

  private static RowSet withoutColumn(RowSet rows, int column) {
    List<List<Object>> left = new ArrayList<>();
    for (List<Object> row : rows.rows()) {
      List<Object> values = new ArrayList<>(row);
      values.set(column, null);
      left.add(Collections.unmodifiableList(values));
    }
    return new RowSet(rows.schema(), left);
  }
}
