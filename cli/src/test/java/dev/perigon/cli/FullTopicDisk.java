package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

/** What {@link TestTopicDisks} runs on a disk that fills up, and has room again. */
final class FullTopicDisk {
  private static final int TIMES = 4;
  private static final int FIRST = 100;
  private static final int ALL = 6_000;
  private static final String LIMIT = "3000";

  private final Disk disk;
  private final Path work;
  private final String servers;

  private FullTopicDisk(Disk disk, Path work, String servers) {
    this.disk = disk;
    this.work = work;
    this.servers = servers;
  }

  public static void main(String[] args) throws Exception {
    FullTopicDisk test = new FullTopicDisk(new Disk(Path.of(args[0])), Path.of(args[1]), args[2]);
    test.runsOutOfRoom("whole", "");
    test.runsOutOfRoom("batches", LIMIT);
  }

  private void runsOutOfRoom(String name, String limit) throws Exception {
    TopicDisk undisturbed = started(name, limit);
    long before = disk.room();
    assertThat(undisturbed.run().code()).isZero();
    long needed = before - disk.room();
    undisturbed.isWhole();
    Disk.remove(undisturbed.home());
    int failures = 0;
    for (int part = 0; part < TIMES; part++) {
      failures += runsOut(name + part, limit, needed * part / TIMES) ? 1 : 0;
    }
    assertThat(failures).isGreaterThan(TIMES / 2);
  }

  /** Some records are read, and many more are there. */
  private TopicDisk started(String name, String limit) throws Exception {
    TopicDisk started = TopicDisk.create(servers, name, disk, work, limit);
    started.send(FIRST);
    Cli.Result result = started.run();
    assertThat(result.code()).as(result.err()).isZero();
    started.send(ALL - FIRST);
    return started;
  }

  private boolean runsOut(String name, String limit, long room) throws Exception {
    TopicDisk at = started(name, limit);
    disk.leave(room);
    Cli.Result result = at.run();
    if (result.code() != 0) {
      TopicDisk.isClear(
          result, "(the disk is full|no space left on device)\n", "(Make room|Free disk space)");
    }
    assertThat(Disk.strays(at.home())).as("room %d", room).isEmpty();
    for (String table : List.of("bronze", "silver")) {
      isFirst(at.found(table), limit, "%s, room %d".formatted(table, room));
    }
    disk.free();
    Cli.Result next = at.run();
    assertThat(next.code()).as(next.err()).isZero();
    at.isWhole();
    assertThat(Disk.strays(at.home())).isEmpty();
    Disk.remove(at.home());
    return result.code() != 0;
  }

  /** Whole commits are there: what the first run read, and then each as large as the limit. */
  private static void isFirst(List<String> found, String limit, String what) {
    int step = limit.isEmpty() ? ALL - FIRST : Integer.parseInt(limit) / TopicDisk.PARTITIONS;
    int count = FIRST;
    while (count < ALL && !found.equals(TopicDisk.first(count))) {
      count = Math.min(count + step, ALL);
    }
    assertThat(found).as(what).isEqualTo(TopicDisk.first(count));
  }
}
