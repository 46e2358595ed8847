package dev.perigon.lakehouse;

import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.TableConfig;
import io.delta.kernel.internal.TransactionImpl;
import io.delta.kernel.internal.actions.Format;
import io.delta.kernel.internal.actions.Metadata;
import io.delta.kernel.internal.actions.Protocol;
import io.delta.kernel.internal.tablefeatures.TableFeature;
import io.delta.kernel.internal.tablefeatures.TableFeatures;
import io.delta.kernel.internal.util.ColumnMapping;
import io.delta.kernel.internal.util.ColumnMapping.ColumnMappingMode;
import io.delta.kernel.internal.util.SchemaUtils;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.types.StringType;
import io.delta.kernel.types.StructType;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Protocol and metadata of a table after a commit.
 *
 * @param newProtocol present when it differs from what was read
 * @param newMetadata present when it differs from what was read
 */
record TablePlan(
    Metadata metadata, Optional<Protocol> newProtocol, Optional<Metadata> newMetadata) {

  static TablePlan of(URI table, Commit commit, Optional<SnapshotImpl> read) {
    read.ifPresent(s -> checkWritable(table, s.getProtocol(), s.getMetadata()));
    try {
      Metadata wanted = wantedMetadata(table, commit, read.map(SnapshotImpl::getMetadata));
      Protocol protocol =
          read.map(SnapshotImpl::getProtocol)
              .orElseGet(
                  () ->
                      new Protocol(
                          TransactionImpl.DEFAULT_READ_VERSION,
                          TransactionImpl.DEFAULT_WRITE_VERSION));
      var overrides = TableFeatures.extractFeaturePropertyOverrides(wanted);
      Metadata metadata = overrides._2.orElse(wanted);
      Set<TableFeature> features = new HashSet<>(overrides._1);
      features.add(TableFeatures.DOMAIN_METADATA_W_FEATURE);
      Optional<Protocol> upgraded =
          TableFeatures.autoUpgradeProtocolBasedOnMetadata(metadata, features, protocol)
              .map(change -> change._1);
      checkWritable(table, upgraded.orElse(protocol), metadata);
      return new TablePlan(
          metadata,
          read.isPresent() ? upgraded : Optional.of(upgraded.orElse(protocol)),
          same(metadata, read.map(SnapshotImpl::getMetadata))
              ? Optional.empty()
              : Optional.of(metadata));
    } catch (KernelException | IllegalArgumentException e) {
      throw LakehouseErrors.badProperty(table, e.getMessage());
    }
  }

  /**
   * As the table was at an older version, by the features that it has now.
   *
   * @param old the version to bring back
   */
  static TablePlan restored(URI table, SnapshotImpl old, SnapshotImpl newest) {
    checkWritable(table, newest.getProtocol(), newest.getMetadata());
    checkWritable(table, newest.getProtocol(), old.getMetadata());
    Metadata then = old.getMetadata();
    Map<String, String> properties = new TreeMap<>(then.getConfiguration());
    properties.keySet().removeIf(TablePlan::tellsWhen);
    newest.getMetadata().getConfiguration().entrySet().stream()
        .filter(property -> tellsWhen(property.getKey()))
        .forEach(property -> properties.put(property.getKey(), property.getValue()));
    Metadata metadata =
        new Metadata(
            newest.getMetadata().getId(),
            then.getName(),
            then.getDescription(),
            then.getFormat(),
            then.getSchemaString(),
            then.getSchema(),
            then.getPartitionColumns(),
            newest.getMetadata().getCreatedTime(),
            VectorUtils.stringStringMapValue(properties));
    Optional<Protocol> upgraded =
        TableFeatures.autoUpgradeProtocolBasedOnMetadata(
                metadata, Set.of(TableFeatures.DOMAIN_METADATA_W_FEATURE), newest.getProtocol())
            .map(change -> change._1);
    return new TablePlan(
        metadata,
        upgraded,
        same(metadata, Optional.of(newest.getMetadata()))
            ? Optional.empty()
            : Optional.of(metadata));
  }

  /** Since when commits tell their own time cannot be undone. */
  private static boolean tellsWhen(String property) {
    return property.toLowerCase(Locale.ROOT).contains("incommittimestamp");
  }

  private static void checkWritable(URI table, Protocol protocol, Metadata metadata) {
    KernelCalls.run(
        table,
        () ->
            TableFeatures.validateKernelCanWriteToTable(
                protocol, metadata, Locations.plain(table)));
    if (ColumnMapping.getColumnMappingMode(metadata.getConfiguration()) != ColumnMappingMode.NONE) {
      throw LakehouseErrors.unsupportedTable(table, "Perigon does not write column mapping");
    }
    if (TableFeatures.isCatalogManagedSupported(protocol)) {
      throw LakehouseErrors.unsupportedTable(table, "a catalog manages its commits");
    }
  }

  private static Metadata wantedMetadata(URI table, Commit commit, Optional<Metadata> old) {
    StructType wanted = DeltaSchema.toKernel(commit.schema());
    StructType schema =
        old.isPresent() && !commit.replacesAll()
            ? AppendedSchema.of(
                table, old.get().getSchema(), wanted, commit.removal() instanceof Removal.Rewritten)
            : wanted;
    List<String> partitionColumns = partitionColumns(table, commit, old);
    checkColumns(table, schema, partitionColumns);
    return new Metadata(
        old.map(Metadata::getId).orElseGet(() -> UUID.randomUUID().toString()),
        old.flatMap(Metadata::getName),
        description(commit, old),
        new Format(),
        schema.toJson(),
        schema,
        VectorUtils.buildArrayValue(
            SchemaUtils.casePreservingPartitionColNames(schema, partitionColumns),
            StringType.STRING),
        old.map(Metadata::getCreatedTime).orElse(Optional.of(System.currentTimeMillis())),
        VectorUtils.stringStringMapValue(properties(commit, old)));
  }

  private static List<String> partitionColumns(URI table, Commit commit, Optional<Metadata> old) {
    if (old.isEmpty() || commit.replacesAll()) {
      return commit.partitionColumns();
    }
    List<String> kept = VectorUtils.toJavaList(old.get().getPartitionColumns());
    if (!String.join(",", kept).equalsIgnoreCase(String.join(",", commit.partitionColumns()))) {
      throw LakehouseErrors.badColumns(
          table, "it is partitioned by %s, and an append cannot change that".formatted(kept));
    }
    return kept;
  }

  private static void checkColumns(URI table, StructType schema, List<String> partitionColumns) {
    try {
      SchemaUtils.validateSchema(schema, false, false, false);
      SchemaUtils.validatePartitionColumns(schema, partitionColumns);
    } catch (KernelException | IllegalArgumentException e) {
      throw LakehouseErrors.badColumns(table, e.getMessage());
    }
  }

  private static Optional<String> description(Commit commit, Optional<Metadata> old) {
    return commit.replacesAll() || commit.comment().isPresent()
        ? commit.comment()
        : old.flatMap(Metadata::getDescription);
  }

  /** A replaced table forgets its plain properties; Delta's own stay until they are set anew. */
  private static Map<String, String> properties(Commit commit, Optional<Metadata> old) {
    Map<String, String> properties = new TreeMap<>();
    old.map(Metadata::getConfiguration).orElse(Map.of()).entrySet().stream()
        .filter(e -> !commit.replacesAll() || e.getKey().startsWith("delta."))
        .forEach(e -> properties.put(e.getKey(), e.getValue()));
    Map<String, String> known = new TreeMap<>(commit.properties());
    known.keySet().removeIf(TablePlan::isUnknownToKernel);
    properties.putAll(TableConfig.validateAndNormalizeDeltaProperties(known));
    commit.properties().entrySet().stream()
        .filter(property -> isUnknownToKernel(property.getKey()))
        .forEach(property -> properties.put(property.getKey(), property.getValue()));
    return properties;
  }

  /** Delta's, but only for writers that act on them. */
  private static boolean isUnknownToKernel(String property) {
    return property.toLowerCase(Locale.ROOT).startsWith("delta.autooptimize.");
  }

  private static boolean same(Metadata wanted, Optional<Metadata> old) {
    return old.isPresent()
        && wanted.getSchema().equals(old.get().getSchema())
        && wanted.getDescription().equals(old.get().getDescription())
        && wanted.getConfiguration().equals(old.get().getConfiguration())
        && VectorUtils.toJavaList(wanted.getPartitionColumns())
            .equals(VectorUtils.toJavaList(old.get().getPartitionColumns()));
  }
}
