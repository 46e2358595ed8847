package dev.perigon.pipelines;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * How a materialized view comes to show what is new: {@code 'pipelines.refresh.policy' =
 * 'incremental'}.
 */
enum RefreshPolicy {
  /** Only what is new, where that is sure to give the same and likely to be faster. */
  AUTO,
  /** Only what is new, wherever that is sure to give the same. */
  INCREMENTAL,
  /** Always whole. */
  FULL;

  static final String PROPERTY = "pipelines.refresh.policy";

  /**
   * To find the keys and to write the other rows again takes some ten queries; one over so few rows
   * is sooner done.
   */
  private static final long FEW_ROWS = 500_000;

  static RefreshPolicy of(Dataset dataset) {
    return dataset
        .definition()
        .map(definition -> definition.properties().get(PROPERTY))
        .flatMap(RefreshPolicy::parse)
        .orElse(AUTO);
  }

  static Optional<RefreshPolicy> parse(String text) {
    return Stream.of(values())
        .filter(policy -> policy.name().equalsIgnoreCase(text.strip()))
        .findFirst();
  }

  /**
   * Whether to add what is new to the view's rows.
   *
   * @param rows all that the view's query reads; empty when nobody knows
   * @param instead rows that are read or written to add
   */
  boolean adding(Optional<Long> rows, Optional<Long> instead) {
    return switch (this) {
      case AUTO -> rows.isPresent() && instead.isPresent() && instead.get() < rows.get();
      case INCREMENTAL -> true;
      case FULL -> false;
    };
  }

  /**
   * Whether to try it key by key.
   *
   * @param rows all that the view's query reads; empty when nobody knows
   */
  boolean keyByKey(Optional<Long> rows) {
    return switch (this) {
      case AUTO -> rows.isEmpty() || rows.get() >= FEW_ROWS;
      case INCREMENTAL -> true;
      case FULL -> false;
    };
  }
}
