package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.LakehouseOptions;
import dev.perigon.lakehouse.Warehouses;
import dev.perigon.pipelines.Cursor.FileList;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a source of very many files costs: time, memory, and bytes written for one more file. */
final class TestManyFiles {
  @TempDir private Path folder;

  @Test
  void twentyThousandFilesAreListedAndNoted() throws IOException {
    check(20_000);
  }

  @Test
  @Tag("long")
  void aMillionFilesAreListedAndNotedInLittleMemory() throws IOException {
    check(1_000_000);
  }

  private void check(int count) throws IOException {
    create(count);
    FileStore store =
        Warehouses.open(folder.resolve("home").toUri(), LakehouseOptions.defaults()).files();
    URI source = folder.resolve("in").toUri();

    long before = used();
    long start = System.nanoTime();
    List<StoredFile> files = store.list(source);
    long listed = millisSince(start);
    long listBytes = used() - before;
    assertThat(files).hasSize(count);

    Map<String, FileMark> news = new TreeMap<>();
    files.forEach(f -> news.put(key(f), new FileMark(f.size(), f.modified())));
    FileLists lists = new FileLists(store, folder.resolve("home/table").toUri());
    start = System.nanoTime();
    List<FileList> all = lists.with(List.of(), news);
    long noted = millisSince(start);
    news.clear();
    long written = writtenBytes();

    List<FileList> oneMore = lists.with(all, Map.of("in/new.csv", new FileMark(1, 2)));
    long more = writtenBytes() - written;

    before = used();
    start = System.nanoTime();
    ReadMarks read = new ReadMarks();
    oneMore.forEach(list -> lists.read(list, read::add));
    long loaded = millisSince(start);
    long marksBytes = used() - before;
    assertThat(read.size()).isEqualTo(count + 1);
    assertThat(files).allMatch(f -> new FileMark(f.size(), f.modified()).equals(read.find(key(f))));
    assertThat(read.find("in/other.csv")).isNull();

    System.out.printf(
        "%,d files: listed in %,d ms (%d bytes each), noted in %,d ms (%,d bytes in all), read again"
            + " in %,d ms (%d bytes each); one more file: %d bytes%n",
        count, listed, listBytes / count, noted, written, loaded, marksBytes / count, more);
    assertThat(more).as("bytes written for one more file").isLessThan(1_000);
    assertThat(written / count).as("bytes noted for each file").isLessThan(40);
    if (count >= 1_000_000) {
      assertThat(listBytes / count).as("bytes of a listed file").isLessThan(300);
      assertThat(marksBytes / count).as("bytes of a read file").isLessThan(100);
    }
  }

  private String key(StoredFile file) {
    return file.location().getPath().substring(folder.toUri().getPath().length());
  }

  /** A thousand in a folder; many names for one file cost no space, but some disks allow 65,000. */
  private void create(int count) throws IOException {
    Path one = folder;
    for (int i = 0; i < count; i++) {
      if (i % 50_000 == 0) {
        one = Files.writeString(folder.resolve("one-%d.csv".formatted(i)), "id\n1\n");
      }
      Path place = folder.resolve("in/day=%04d".formatted(i / 1000));
      if (i % 1000 == 0) {
        Files.createDirectories(place);
      }
      Files.createLink(place.resolve("part-%06d-of-a-delivery.csv".formatted(i)), one);
    }
  }

  private long writtenBytes() throws IOException {
    try (Stream<Path> tree = Files.walk(folder.resolve("home/table"))) {
      return tree.filter(Files::isRegularFile).mapToLong(p -> p.toFile().length()).sum();
    }
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
