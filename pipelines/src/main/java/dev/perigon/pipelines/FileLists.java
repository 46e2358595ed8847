package dev.perigon.pipelines;

import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.pipelines.Cursor.FileList;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Lists of the files that flows have read, beside their target: packed lines of path, size and time
 * of change. A commit adds one list; ten of about the same length become one, so that few are left
 * and each line is copied a few times only. Names are hashes of the content: a run that fails and
 * is tried again writes nothing twice.
 */
final class FileLists {
  private static final int ALIKE = 10;
  private static final String SUFFIX = ".tsv.gz";

  private final FileStore store;
  private final URI folder;

  FileLists(FileStore store, URI target) {
    this.store = store;
    String text = target.toString();
    this.folder = URI.create((text.endsWith("/") ? text : text + "/") + "_perigon/read/");
  }

  /** Takes the lines of one list. */
  interface Lines {
    void line(String path, FileMark mark);
  }

  void read(FileList list, Lines lines) {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(store.read(place(list.name())), 1 << 16),
                StandardCharsets.UTF_8),
            1 << 16)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        int size = line.indexOf('\t');
        int path = line.indexOf('\t', size + 1);
        var mark =
            new FileMark(
                Long.parseLong(line, 0, size, 10), Long.parseLong(line, size + 1, path, 10));
        lines.line(unquoted(line.substring(path + 1)), mark);
      }
    } catch (IOException e) {
      throw StreamErrors.fileList(folder, e);
    }
  }

  /** Those that are there, whoever names them. */
  List<StoredFile> all() {
    return store.list(folder);
  }

  static String name(StoredFile list) {
    String path = list.location().getPath();
    String file = path.substring(path.lastIndexOf('/') + 1);
    return file.endsWith(SUFFIX) ? file.substring(0, file.length() - SUFFIX.length()) : file;
  }

  boolean has(FileList list) {
    return store.find(place(list.name())).isPresent();
  }

  /** The lists to note once {@code news} has been read, too. */
  List<FileList> with(List<FileList> before, Map<String, FileMark> news) {
    if (news.isEmpty()) {
      return before;
    }
    List<FileList> lists = new ArrayList<>(before);
    lists.add(write(List.of(), news));
    while (merge(lists)) {
      // Until no ten are alike.
    }
    return lists;
  }

  private boolean merge(List<FileList> lists) {
    Map<Integer, List<FileList>> alike = new TreeMap<>();
    lists.forEach(
        list ->
            alike
                .computeIfAbsent((int) Math.log10(list.files()), k -> new ArrayList<>())
                .add(list));
    for (List<FileList> some : alike.values()) {
      if (some.size() >= ALIKE) {
        lists.removeAll(some);
        lists.add(write(some, Map.of()));
        return true;
      }
    }
    return false;
  }

  private FileList write(List<FileList> copied, Map<String, FileMark> news) {
    Map<String, FileMark> sorted = new TreeMap<>(news);
    String name = name(copied, sorted);
    long files = sorted.size() + copied.stream().mapToLong(FileList::files).sum();
    try (var out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(store.write(place(name)), 1 << 16), StandardCharsets.UTF_8),
            1 << 16)) {
      for (FileList list : copied) {
        read(list, (path, mark) -> write(out, path, mark));
      }
      sorted.forEach((path, mark) -> write(out, path, mark));
    } catch (IOException e) {
      throw StreamErrors.fileList(folder, e);
    }
    return new FileList(name, files);
  }

  private void write(BufferedWriter out, String path, FileMark mark) {
    try {
      out.write(line(path, mark));
    } catch (IOException e) {
      throw StreamErrors.fileList(folder, e);
    }
  }

  private static String line(String path, FileMark mark) {
    return mark.size() + "\t" + mark.modified() + "\t" + quoted(path) + "\n";
  }

  private static String name(List<FileList> copied, Map<String, FileMark> news) {
    MessageDigest hash = sha256();
    copied.forEach(list -> hash.update((list.name() + "\n").getBytes(StandardCharsets.UTF_8)));
    news.forEach((path, mark) -> hash.update(line(path, mark).getBytes(StandardCharsets.UTF_8)));
    return HexFormat.of().formatHex(hash.digest(), 0, 16);
  }

  /** A line must stay one line. */
  private static String quoted(String path) {
    return path.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
  }

  private static String unquoted(String line) {
    if (line.indexOf('\\') < 0) {
      return line;
    }
    var path = new StringBuilder();
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '\\') {
        char next = line.charAt(++i);
        path.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
      } else {
        path.append(c);
      }
    }
    return path.toString();
  }

  private URI place(String name) {
    return folder.resolve(name + SUFFIX);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
