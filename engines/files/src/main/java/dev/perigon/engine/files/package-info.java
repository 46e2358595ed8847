/**
 * What source files hold, record by record, the same for every engine: CSV and JSON read exactly,
 * with the line of what does not fit, and the schema of files that declare none. The slow path that
 * judges what an engine's own reader cannot. Start at {@link
 * dev.perigon.engine.files.SourceReader}.
 */
package dev.perigon.engine.files;
