/**
 * JSON files, record by record: one object a line, or one array of objects; values are taken as
 * declared and never bent. Start at {@link dev.perigon.engine.files.json.JsonRows}.
 */
package dev.perigon.engine.files.json;
