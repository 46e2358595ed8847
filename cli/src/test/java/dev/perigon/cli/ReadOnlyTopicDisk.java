package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What {@link TestTopicDisks} runs on a disk that cannot be written, as a whole or in part. */
final class ReadOnlyTopicDisk {

  /** Below the home; first the home itself. */
  private static final List<String> PARTS =
      List.of(
          "",
          "locks",
          "topics/main/bronze",
          "topics/main/bronze/data",
          "topics/main/bronze/_delta_log",
          "topics/main/silver",
          "topics/main/silver/_delta_log",
          "system");

  private ReadOnlyTopicDisk() {}

  public static void main(String[] args) throws Exception {
    Disk disk = new Disk(Path.of(args[0]));
    TopicDisk topic = TopicDisk.create(args[2], "readonly", disk, Path.of(args[1]), "");
    topic.send(100);
    newHome(topic);
    int sent = 100;
    for (String part : PARTS) {
      topic.send(50);
      sent += 50;
      oldHome(topic, topic.home().resolve(part), sent);
    }
  }

  private static void newHome(TopicDisk topic) throws Exception {
    Files.createDirectory(topic.home());
    Disk.lock(topic.home());
    saysSo(topic.run());
    assertThat(topic.home()).isEmptyDirectory();
    Disk.unlock(topic.home());
    assertThat(topic.run().code()).isZero();
    topic.isWhole();
  }

  private static void oldHome(TopicDisk topic, Path part, int sent) throws Exception {
    Disk.lock(part);
    saysSo(topic.run());
    for (String table : List.of("bronze", "silver")) {
      assertThat(topic.found(table))
          .as("%s, locked %s", table, part)
          .isIn(TopicDisk.first(sent - 50), TopicDisk.first(sent));
    }
    Disk.unlock(part);
    Cli.Result next = topic.run();
    assertThat(next.code()).as(next.err()).isZero();
    topic.isWhole();
  }

  private static void saysSo(Cli.Result result) throws Exception {
    TopicDisk.isClear(
        result,
        ": read-only file system\n",
        "(you may write to|Make it writable|you may read and write|can be read and written)");
  }
}
