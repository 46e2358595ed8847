package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestLocalFiles {
  @TempDir Path folder;
  private FileStore files;

  @BeforeEach
  void open() {
    files = Warehouses.open(folder.toUri(), LakehouseOptions.defaults()).files();
  }

  @Test
  void pathsNameFilesFoldersAndGlobs() throws IOException {
    for (String name :
        List.of("b.csv", "a b.csv", "x/é%.csv", "x/y/d.json", "_no/e.csv", ".no.csv", "[z].csv")) {
      put(name);
    }

    assertThat(names("")).containsExactly("[z].csv", "a b.csv", "b.csv", "x/é%.csv", "x/y/d.json");
    assertThat(names("*.csv")).containsExactly("[z].csv", "a b.csv", "b.csv");
    assertThat(names("**/*.csv")).containsExactly("[z].csv", "a b.csv", "b.csv", "x/é%.csv");
    assertThat(names("[ab]*.{csv,txt}")).containsExactly("a b.csv", "b.csv");
    assertThat(names("[z].csv")).containsExactly("[z].csv");
    assertThat(names("?.csv")).containsExactly("b.csv");
    assertThat(names("_no/e.csv")).containsExactly("_no/e.csv");
    assertThat(names("*/y")).containsExactly("x/y/d.json");
    assertThat(names("nothing")).isEmpty();
    assertThat(names("nothing/*.csv")).isEmpty();
  }

  @Test
  void foldersThatLookLikePatternsAreFoldersWhereTheyAreThere() throws IOException {
    for (String name : List.of("a[b]*{c}/1.csv", "a[b]*{c}/2.csv", "abc/3.csv")) {
      put(name);
    }

    assertThat(names("a[b]*{c}/*.csv")).containsExactly("a[b]*{c}/1.csv", "a[b]*{c}/2.csv");
    assertThat(names("a[b]*/3.csv")).containsExactly("abc/3.csv");
  }

  @Test
  void aPipeIsNoFile() throws Exception {
    put("in/a.csv");
    String pipe = folder.resolve("in/b.csv").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();

    for (String name : List.of("in", "in/*.csv", "in/b.csv")) {
      assertThatThrownBy(() -> names(name))
          .isInstanceOf(PerigonException.class)
          .hasMessage("Cannot read " + pipe + ": it is a pipe, a socket or a device");
    }
    assertThat(names("in/a.csv")).containsExactly("in/a.csv");
  }

  @Test
  void linksAreToldBeforeTheyAreFollowed() throws IOException {
    put("else/where/a.csv");
    put("in/b.csv");
    put("in/.c.csv");
    Files.createSymbolicLink(folder.resolve("in/x"), folder.resolve("else"));
    Files.createSymbolicLink(folder.resolve("in/d.csv"), folder.resolve("in/b.csv"));
    Files.createSymbolicLink(folder.resolve("in/gone.csv"), folder.resolve("gone.csv"));

    assertThat(followed("in")).containsExactly("in", "in/d.csv", "in/x");
    assertThat(followed("in/*.csv")).containsExactly("in", "in/d.csv");
    assertThat(followed("in/d.csv")).containsExactly("in/d.csv");
    assertThat(followed("in/x/where/*")).containsExactly("in/x/where");
    assertThat(names("in")).containsExactly("in/b.csv", "in/d.csv", "in/x/where/a.csv");
  }

  private List<String> followed(String path) {
    List<URI> places = new ArrayList<>();
    files.list(folder.resolve(path).toUri(), places::add);
    return places.stream()
        .map(place -> folder.relativize(Path.of(place)).toString())
        .sorted()
        .toList();
  }

  @Test
  void aLocalFileIsUsedWhereItIs() throws IOException {
    StoredFile file = put("a b%20ü.csv");

    assertThat(files.local(file)).isEqualTo(folder.resolve("a b%20ü.csv"));
    try (FileStore.Lease lease = files.lease()) {
      assertThat(lease.local(file)).isEqualTo(folder.resolve("a b%20ü.csv"));
    }
    assertThat(files.isLocal(file.location())).isTrue();
    assertThat(file.size()).isEqualTo(1);
  }

  @Test
  void writingReplacesTheFileOnlyWhenDone() throws IOException {
    URI target = Locations.of(folder.resolve("out/a.txt"));
    try (OutputStream out = files.write(target)) {
      out.write('1');
    }
    try (OutputStream out = files.write(target)) {
      out.write('2');
      out.flush();
      assertThat(folder.resolve("out/a.txt")).hasContent("1");
    }
    assertThat(folder.resolve("out/a.txt")).hasContent("2");
    assertThat(folder.resolve("out").toFile().list()).containsExactly("a.txt");
  }

  @Test
  void uploadMovesAndDeleteRemovesAllBelow() throws IOException {
    Path made = Files.writeString(folder.resolve("made"), "abc");
    StoredFile uploaded = files.upload(made, Locations.of(folder.resolve("t/u/made.bin")));

    assertThat(made).doesNotExist();
    assertThat(uploaded.size()).isEqualTo(3);
    assertThat(files.find(uploaded.location())).contains(uploaded);
    files.delete(Locations.of(folder.resolve("t")));
    files.delete(Locations.of(folder.resolve("t")));
    assertThat(files.find(uploaded.location())).isEmpty();
  }

  @Test
  void aMissingFileSaysSo() {
    URI missing = Locations.of(folder.resolve("missing.csv"));
    assertThatThrownBy(() -> files.read(missing))
        .hasMessage("Cannot read %s: no such file or folder".formatted(missing));
  }

  private StoredFile put(String name) throws IOException {
    Path path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    Files.writeString(path, "x");
    return files.find(Locations.of(path)).orElseThrow();
  }

  private List<String> names(String path) {
    String root = folder + "/";
    return files.list(Locations.of(folder.resolve(path))).stream()
        .map(file -> Path.of(file.location()).toString().substring(root.length()))
        .toList();
  }
}
