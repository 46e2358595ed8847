package dev.perigon.pipelines;

import dev.perigon.engine.kafka.KafkaOptions;
import dev.perigon.engine.kafka.KafkaTopics;
import dev.perigon.engine.kinesis.KinesisWatch;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Relation;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Tells, once, what state all is in that a project reads from outside, without reading any of it.
 */
final class SourceWatch {
  private final Warehouse warehouse;
  private final URI data;
  private final Function<List<KafkaOptions>, List<KafkaTopics>> brokers;
  private final Function<Relation.Shards, KinesisWatch> shards;
  private final Set<URI> places = new TreeSet<>();
  private final Set<URI> deltas = new TreeSet<>();
  private final Set<TableName> tables = new TreeSet<>();
  private final List<KafkaOptions> topics = new ArrayList<>();
  private final MessageDigest hash;

  /**
   * @param brokers asks them what topics hold
   * @param shards who watches a source of Kinesis, the same whenever asked for it
   */
  SourceWatch(
      Warehouse warehouse,
      URI data,
      Function<List<KafkaOptions>, List<KafkaTopics>> brokers,
      Function<Relation.Shards, KinesisWatch> shards) {
    this.brokers = brokers;
    this.warehouse = warehouse;
    this.data = data;
    this.shards = shards;
    try {
      this.hash = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another text when files came, went or changed, or tables that the project does not fill. */
  String state(Datasets datasets, Analyses analyses) {
    for (Dataset dataset : datasets.all()) {
      for (Flow flow : dataset.flows()) {
        analyses.references(flow.query()).forEach(relation -> note(relation, datasets));
      }
    }
    brokers.apply(topics).forEach(now -> add(now.toString()));
    places.forEach(place -> warehouse.files().list(place).forEach(this::add));
    deltas.forEach(place -> add(warehouse.tableAt(place)));
    tables.forEach(name -> add(warehouse.table(name)));
    return HexFormat.of().formatHex(hash.digest());
  }

  private void note(Relation relation, Datasets datasets) {
    if (relation instanceof Relation.Files files) {
      URI place = SourcePath.of(data, files.path()).location();
      (files.format().equals(Sources.DELTA) ? deltas : places).add(place);
    } else if (relation instanceof Relation.Topics source) {
      topics.add(Sources.options(source));
    } else if (relation instanceof Relation.Shards records) {
      add(shards.apply(records).state());
    } else if (datasets.producer(((Relation.Table) relation).name()).isEmpty()) {
      tables.add(((Relation.Table) relation).name());
    }
  }

  private void add(String text) {
    hash.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(StoredFile file) {
    add(file.location().toString());
    hash.update(ByteBuffer.allocate(16).putLong(file.size()).putLong(file.modified()).array());
  }

  private void add(DeltaTable table) {
    Optional<Snapshot> snapshot = table.snapshot();
    add(snapshot.map(s -> s.tableId() + s.version()).orElse("-"));
  }
}
