package dev.perigon.engine.files.csv;

import java.util.List;
import java.util.Optional;

/**
 * One record of a file.
 *
 * @param line the physical line it starts on, from 1
 * @param fields null where there is nothing between two delimiters
 * @param raw as in the file, without its line end
 * @param problem why it cannot be split into fields
 */
record CsvRecord(long line, List<String> fields, String raw, Optional<String> problem) {}
