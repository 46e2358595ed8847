package dev.perigon.sql.query;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A column by which a query's answer falls into parts. For any set of values of the column, the
 * rows that have one of them are the answer over inputs of which only these values' rows are left,
 * null being a value like others; and nothing else comes out of such inputs. So rows that are new,
 * changed or gone touch no other part than that of their own values.
 *
 * @param column of the answer
 * @param inputs for each input that is split alike, the expression over its columns, in Spark's
 *     SQL, that gives the values; an input that is not here may have a say in every part
 */
public record RefreshKey(String column, Map<Integer, String> inputs) {
  public RefreshKey {
    requireNonNull(column, "column is null");
    inputs = Map.copyOf(inputs);
  }
}
