package dev.perigon.engine.duckdb;

/** How far DuckDB's own readers of text files are trusted. */
enum Trust {
  /** To read what they read rightly; a write that fails is done again. */
  FULL,
  /** CSV files are looked through first, so that DuckDB's reader is used only where it will do. */
  CHECKED,
  /** JSON files too are read by the exact reader: DuckDB's refused some that are right. */
  NONE
}
