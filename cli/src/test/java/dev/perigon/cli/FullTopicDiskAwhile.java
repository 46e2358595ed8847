package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** What {@link TestTopicDisks} runs on a disk that is full for a while, which a run outlasts. */
final class FullTopicDiskAwhile {
  private static final int FIRST = 100;
  private static final int ALL = 6_000;

  private FullTopicDiskAwhile() {}

  public static void main(String[] args) throws Exception {
    Disk disk = new Disk(Path.of(args[0]));
    TopicDisk topic = TopicDisk.create(args[2], "awhile", disk, Path.of(args[1]), "");
    topic.send(FIRST);
    KeptRun run =
        KeptRun.start(topic.work(), topic.arguments("--continuous", "--interval", "20ms"));
    run.await(() -> topic.found("silver").equals(TopicDisk.first(FIRST)));
    disk.leave(1 << 20);
    topic.send(ALL - FIRST);
    run.await(() -> (run.out() + run.err()).contains("  try: "));
    TopicDisk.isClear(
        new Cli.Result(3, run.out(), run.err()),
        "(the disk is full|no space left on device)\n",
        "(Make room|Free disk space)");
    disk.free();
    run.await(() -> topic.found("silver").equals(TopicDisk.first(ALL)));
    assertThat(run.stop()).isZero();
    topic.isWhole();
    assertThat(Disk.strays(topic.home())).isEmpty();
  }
}
