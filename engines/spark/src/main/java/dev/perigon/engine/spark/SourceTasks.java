package dev.perigon.engine.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;

/** Travels to the executors and makes readers there. */
record SourceTasks(ShippedSource source) implements PartitionReaderFactory {
  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    return new SourceTask(source, ((SourcePartition) partition).parts());
  }
}
