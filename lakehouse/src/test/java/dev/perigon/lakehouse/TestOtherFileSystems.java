package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.lakehouse.FileStore.Lease;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import io.delta.storage.S3SingleDriverLogStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and sources where no local path leads. */
class TestOtherFileSystems {
  private static final long CACHE_BYTES = 100;

  @TempDir Path folder;
  private Warehouse warehouse;
  private FileStore files;
  private URI bucket;

  @BeforeEach
  void open() {
    // A bucket of its own, because Hadoop keeps file systems by authority.
    bucket = URI.create("bucket://" + folder.getFileName().toString().toLowerCase(Locale.ROOT));
    warehouse =
        Warehouses.open(
            bucket.resolve("/warehouse"),
            LakehouseOptions.defaults()
                .withCache(folder.resolve("cache"), CACHE_BYTES)
                .withHadoopSettings(
                    Map.of(
                        "fs.bucket.impl", BucketFileSystem.class.getName(),
                        "io.delta.kernel.logStore.bucket.impl",
                            S3SingleDriverLogStore.class.getName(),
                        "fs.bucket.folder", folder.resolve("objects").toString())));
    files = warehouse.files();
  }

  @Test
  void tablesAreCommittedAndRead() throws IOException {
    DeltaTable table = warehouse.table(new TableName("retail", "c360", "orders"));
    DataFile a = upload(table, "a b.parquet");
    DataFile b = upload(table, "b%20.parquet");
    table.commit(Commits.create(a));
    for (long version = 0; version < 31; version++) {
      table.commit(Commits.append(version));
    }
    table.commit(Commits.write(Optional.of(31L), true, Map.of("flow", "x"), b));

    Snapshot newest = table.snapshot().orElseThrow();
    assertThat(newest.files())
        .singleElement()
        .satisfies(
            file -> {
              assertThat(file.location()).isEqualTo(b.location());
              assertThat(files.find(file.location())).isPresent();
            });
    assertThat(newest.cursors()).isEqualTo(Map.of("flow", "x"));
    assertThat(table.snapshotAt(31).files())
        .extracting(DataFile::location)
        .containsExactly(a.location());
    assertThat(warehouse.tables()).containsExactly(new TableName("retail", "c360", "orders"));
    assertThat(table.history()).hasSize(33);
    assertThat(
            files.find(
                Locations.child(
                    table.location(), "_delta_log/00000000000000000030.checkpoint.parquet")))
        .isPresent();
    assertThatThrownBy(() -> table.commit(Commits.append(31)))
        .hasMessageContaining("committed version 32 (WRITE) first");
  }

  private DataFile upload(DeltaTable table, String name) throws IOException {
    Path local = Files.writeString(folder.resolve("made"), name);
    StoredFile stored = files.upload(local, Locations.child(table.stagingFolder(), name));
    assertThat(local).doesNotExist();
    return new DataFile(
        stored.location(),
        stored.size(),
        stored.modified(),
        Map.of(),
        Optional.of(new FileStatistics(1, Map.of())),
        new long[0]);
  }

  @Test
  void sourcesAreListedByFolderAndGlob() throws IOException {
    for (String name :
        List.of("in/2024/a.csv", "in/2025/b.csv", "in/2025/c.txt", "in/_tmp/d.csv", "in/.e.csv")) {
      put(name, "x");
    }

    assertThat(names("/in")).containsExactly("/in/2024/a.csv", "/in/2025/b.csv", "/in/2025/c.txt");
    assertThat(names("/in/*/*.csv")).containsExactly("/in/2024/a.csv", "/in/2025/b.csv");
    assertThat(names("/in/2025/c.txt")).containsExactly("/in/2025/c.txt");
    assertThat(names("/nowhere/*.csv")).isEmpty();
    assertThat(files.isLocal(bucket)).isFalse();
    try (var in = files.read(bucket.resolve("/in/2024/a.csv"))) {
      assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("x");
    }
    files.delete(bucket.resolve("/in/2025"));
    assertThat(names("/in")).containsExactly("/in/2024/a.csv");
  }

  @Test
  void copiesAreKeptUntilOthersNeedTheRoom() throws IOException {
    StoredFile first = put("s/first.csv", "1".repeat(60));
    StoredFile second = put("s/second.csv", "2".repeat(60));
    int before = BucketFileSystem.OPENED.get();

    Path copy = files.local(first);
    assertThat(copy).hasFileName("first.csv").hasContent("1".repeat(60));
    files.local(first);
    assertThat(BucketFileSystem.OPENED.get() - before).isEqualTo(1);

    assertThat(files.local(second)).hasContent("2".repeat(60));
    assertThat(copy).doesNotExist();
    assertThat(cached()).isLessThanOrEqualTo(CACHE_BYTES);

    assertThat(files.local(first)).hasContent("1".repeat(60));
    assertThat(BucketFileSystem.OPENED.get() - before).isEqualTo(3);
  }

  @Test
  void aLeaseKeepsItsCopiesWhateverTheBound() throws IOException {
    StoredFile first = put("s/first.csv", "1".repeat(60));
    StoredFile second = put("s/second.csv", "2".repeat(60));
    StoredFile third = put("s/third.csv", "3".repeat(60));
    Path kept;
    try (Lease lease = files.lease()) {
      kept = lease.local(first);
      assertThat(lease.local(second)).hasContent("2".repeat(60));
      files.local(third);
      assertThat(kept).hasContent("1".repeat(60));
    }

    files.local(put("s/fourth.csv", "4".repeat(60)));
    assertThat(kept).doesNotExist();
    assertThat(cached()).isLessThanOrEqualTo(CACHE_BYTES);
  }

  @Test
  void pinsOfLivingProcessesHoldAndThoseOfDeadOnesDoNot() throws Exception {
    StoredFile first = put("s/first.csv", "1".repeat(60));
    StoredFile second = put("s/second.csv", "2".repeat(60));
    Path copy = files.local(first);
    Process other = new ProcessBuilder("sleep", "100").start();
    try {
      Files.createFile(copy.resolveSibling(".pin-" + other.pid()));
      files.local(second);
      assertThat(copy).exists();
    } finally {
      other.destroyForcibly().waitFor();
    }

    files.local(put("s/third.csv", "3".repeat(60)));
    assertThat(copy).doesNotExist();
  }

  @Test
  void manyThreadsShareFewCopies() throws Exception {
    List<StoredFile> sources = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      sources.add(put("s/%d.csv".formatted(i), Integer.toString(i).repeat(30)));
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> readers = new ArrayList<>();
      for (int reader = 0; reader < 60; reader++) {
        int number = reader % sources.size();
        readers.add(
            () -> {
              try (Lease lease = files.lease()) {
                assertThat(lease.local(sources.get(number)))
                    .hasContent(Integer.toString(number).repeat(30));
              }
              return null;
            });
      }
      for (Future<Void> reader : threads.invokeAll(readers)) {
        reader.get();
      }
    } finally {
      threads.shutdownNow();
    }
    files.local(put("s/last.csv", "x".repeat(10)));
    assertThat(cached()).isLessThanOrEqualTo(CACHE_BYTES);
  }

  @Test
  void aSourceThatChangedIsFetchedAnew() throws IOException {
    assertThat(files.local(put("s/a.csv", "old"))).hasContent("old");
    assertThat(files.local(put("s/a.csv", "newer"))).hasContent("newer");
  }

  @Test
  void aSchemeThatNobodyKnowsSaysWhatIsMissing() {
    assertThatThrownBy(() -> files.list(URI.create("nosuch://x/y")))
        .hasMessage("Cannot reach nosuch://x/y: no file system for 'nosuch'");
    assertThatThrownBy(() -> warehouse.tableAt(URI.create("nosuch://x/y")).snapshot())
        .hasMessage("Cannot reach nosuch://x/y: no file system for 'nosuch'");
  }

  @Test
  void aSchemeWhoseJarsAreMissingSaysSo() {
    URI location = URI.create("s3a://somewhere/orders");
    assertThatThrownBy(() -> files.list(location))
        .hasMessage("Cannot reach s3a://somewhere/orders: no file system for 's3a'")
        .extracting(e -> ((PerigonException) e).remedy())
        .isEqualTo(
            "Put its Hadoop jars (e.g. hadoop-aws for s3a) on the class path: PERIGON_CLASSPATH");
    assertThatThrownBy(() -> warehouse.tableAt(location).snapshot())
        .hasMessageStartingWith("Cannot reach s3a://somewhere/orders");
  }

  @Test
  void aStoreWithoutRoomSaysSoAndKeepsNoPart() throws IOException {
    DeltaTable table = warehouse.table(new TableName("retail", "c360", "orders"));
    table.commit(Commits.create());
    Path room = Files.writeString(folder.resolve("objects.room"), "50");

    assertThatThrownBy(() -> table.commit(Commits.append(0)))
        .hasMessage("Cannot commit to %s: no space left on device", table.location())
        .extracting(e -> ((PerigonException) e).remedy())
        .isEqualTo("Free disk space, then run again; the table is as it was");
    assertThat(table.snapshot().orElseThrow().version()).isZero();

    Files.delete(room);
    assertThat(table.commit(Commits.append(0)).version()).isEqualTo(1);
  }

  private StoredFile put(String name, String content) throws IOException {
    URI location = bucket.resolve("/" + name);
    try (OutputStream out = files.write(location)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return files.find(location).orElseThrow();
  }

  private List<String> names(String path) {
    return files.list(bucket.resolve(path)).stream().map(f -> f.location().getPath()).toList();
  }

  private long cached() throws IOException {
    try (Stream<Path> paths = Files.walk(folder.resolve("cache"))) {
      return paths.filter(Files::isRegularFile).mapToLong(p -> p.toFile().length()).sum();
    }
  }
}
