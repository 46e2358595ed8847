package dev.perigon.engine.spark;

import dev.perigon.lakehouse.FileStore.StoredFile;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** The files that one task reads, one after the other. */
record SourcePartition(List<StoredFile> files) implements InputPartition {}
