package dev.perigon.sql.query;

/**
 * One column of an answer that adds up: how its values in answers over parts of the input rows
 * become those of the whole. NULL is ignored, as SQL's aggregates do.
 */
public enum Accumulation {
  /** What the parts' rows are grouped by; NULL is a value like others. */
  KEY,
  /** A part's own sum may be too large for the column where the whole sum is not. */
  SUM,
  LEAST,
  GREATEST
}
