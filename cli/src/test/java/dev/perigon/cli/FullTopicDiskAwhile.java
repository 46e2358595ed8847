package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** What {@link TestTopicDisks} runs on a disk that is full for a while, which a run outlasts. */
final class FullTopicDiskAwhile {
  private static final int FIRST = 100;
  private static final int ALL = 6_000;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private FullTopicDiskAwhile() {}

  public static void main(String[] args) throws Exception {
    Disk disk = new Disk(Path.of(args[0]));
    TopicDisk topic = TopicDisk.create(args[2], "awhile", disk, Path.of(args[1]), "");
    new FullTopicDiskAwhile().outlasts(disk, topic);
  }

  private void outlasts(Disk disk, TopicDisk topic) throws Exception {
    Interruption interruption = Interruption.none();
    Terminal terminal = new Terminal(print(out), print(err), 0, Map.of(), topic.work());
    topic.send(FIRST);
    CompletableFuture<Integer> run =
        CompletableFuture.supplyAsync(
            () ->
                Main.run(
                    terminal, interruption, topic.arguments("--continuous", "--interval", "20ms")));
    awaitAll(run, topic, FIRST);
    disk.leave(1 << 20);
    topic.send(ALL - FIRST);
    while (!said().contains("  try: ")) {
      assertThat(run).as(said()).isNotDone();
      Thread.onSpinWait();
    }
    TopicDisk.isClear(
        new Cli.Result(3, text(out), text(err)),
        "(the disk is full|no space left on device)\n",
        "(Make room|Free disk space)");
    disk.free();
    awaitAll(run, topic, ALL);
    interruption.stop();
    assertThat(run.get()).isZero();
    topic.isWhole();
    assertThat(Disk.strays(topic.home())).isEmpty();
  }

  private void awaitAll(CompletableFuture<Integer> run, TopicDisk topic, int count) {
    while (!found(topic).equals(TopicDisk.first(count))) {
      assertThat(run).as(said()).isNotDone();
    }
  }

  private static List<String> found(TopicDisk topic) {
    try {
      return topic.found("silver");
    } catch (RuntimeException e) {
      return List.of(); // not there yet
    }
  }

  private String said() {
    return text(out) + text(err);
  }

  private static String text(ByteArrayOutputStream said) {
    return said.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
