package dev.perigon.generator.telco;

import dev.perigon.generator.Progress;
import dev.perigon.generator.SampleFolder;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code topics/telco-users.jsonl} and its like: one value a line in the order in which they are
 * sent; tombstones and empty values are empty lines.
 */
final class TopicFiles {
  private final TelcoOptions options;
  private final SampleFolder folder;
  private final List<String> topics;
  private final Map<String, Lines> lines = new HashMap<>();

  private static final class Lines {
    private final OutputStream out;
    private long count;

    Lines(OutputStream out) {
      this.out = out;
    }

    void add(byte[] value) throws IOException {
      if (value != null) {
        out.write(value);
      }
      out.write('\n');
      count++;
    }
  }

  TopicFiles(TelcoOptions options, SampleFolder folder) {
    this.options = options;
    this.folder = folder;
    this.topics = TelcoRecords.topics(options);
  }

  static String path(String topic) {
    return "topics/" + topic + ".jsonl";
  }

  void write(Progress progress) {
    open(0);
    topics.forEach(topic -> progress.wrote(path(topic), lines.get(topic).count));
  }

  /** Opens the file of each topic within that of the one before, so that all are open at once. */
  private void open(int topic) {
    folder.write(
        path(topics.get(topic)),
        file -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            lines.put(topics.get(topic), new Lines(out));
            if (topic + 1 < topics.size()) {
              open(topic + 1);
            } else {
              fill();
            }
          }
          return true;
        });
  }

  private void fill() throws IOException {
    TelcoRecords records = new TelcoRecords(options);
    while (records.hasNext()) {
      TelcoRecord next = records.next();
      lines.get(next.topic()).add(next.value());
    }
  }
}
