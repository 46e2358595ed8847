package dev.perigon.engine.spark;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads, one part after the other. */
record SourcePartition(List<SourcePart> parts) implements InputPartition {}
