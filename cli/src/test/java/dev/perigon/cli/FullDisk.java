package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What {@link TestFullDisk} runs in a process that has a small disk of its own. */
final class FullDisk {
  private static final int TIMES = 8;
  private static final int ROWS = 30_000;

  private final Disk disk;
  private final Path work;
  private Map<String, List<String>> undisturbed;

  private FullDisk(Disk disk, Path work) {
    this.disk = disk;
    this.work = work;
  }

  public static void main(String[] args) throws IOException {
    FullDisk test = new FullDisk(new Disk(Path.of(args[0])), Path.of(args[1]));
    test.updatesRunOutOfRoom();
    test.spillingRunsOutOfRoom();
  }

  private void updatesRunOutOfRoom() throws IOException {
    Shop shop = Shop.in(work.resolve("shop"));
    StringBuilder orders = new StringBuilder("order_id,customer_id,amount\n");
    for (int i = 0; i < ROWS; i++) {
      orders.append("order-%d,customer-%d,%d.50\n".formatted(i * 7919L, i % 20_000, i % 500));
    }
    shop.write("data/orders.csv", orders.toString());
    Path home = disk.folder().resolve("undisturbed");
    long before = disk.room();
    assertThat(run(home).code()).isZero();
    long needed = before - disk.room();
    undisturbed = new Tables(home).contents();
    assertThat(undisturbed).hasSize(2);
    int failures = 0;
    for (int part = 0; part < TIMES; part++) {
      failures += runsOut(disk.folder().resolve("home" + part), needed * part / TIMES) ? 1 : 0;
    }
    assertThat(failures).isGreaterThan(TIMES / 2);
  }

  private boolean runsOut(Path home, long room) throws IOException {
    disk.leave(room);
    Cli.Result result = run(home);
    if (result.code() != 0) {
      saysWhatToDo(result, room);
    }
    assertThat(Disk.strays(home)).as("room %d", room).isEmpty();
    disk.free();
    assertThat(undisturbed.entrySet())
        .as("room %d", room)
        .containsAll(new Tables(home).contents().entrySet());

    Cli.Result next = run(home);
    assertThat(next.code()).as(next.err()).isZero();
    assertThat(new Tables(home).contents()).as("room %d", room).isEqualTo(undisturbed);
    return result.code() != 0;
  }

  private static void saysWhatToDo(Cli.Result result, long room) {
    String err = result.err();
    assertThat(result.code()).as("room %d: %s", room, err).isEqualTo(3);
    assertThat(err)
        .as("room %d", room)
        .containsPattern("error: Cannot .*(the disk is full|no space left on device)\n")
        .containsPattern("  try: (Make room|Free disk space)")
        .doesNotContain("Exception", "customer-", "order-");
  }

  private void spillingRunsOutOfRoom() {
    Cli.Result result =
        Cli.in(work)
            .run(
                "query",
                "select count(distinct concat(id, '-a-long-text-that-takes-room')) as n from"
                    + " range(5000000)",
                "--home",
                disk.folder().resolve("undisturbed").toString(),
                "--memory",
                "200MB");
    assertThat(result.code()).as(result.err()).isEqualTo(3);
    // DuckDB gives up before the disk is full to the last byte, and then speaks of its memory.
    assertThat(result.err())
        .containsPattern("error: Cannot run the query: (the disk is full|it needs more memory)")
        .containsPattern("  try: .* spill folder");
  }

  private Cli.Result run(Path home) {
    return Cli.in(work).run("run", "shop", "--home", home.toString(), "--as-of", "2025-10-09");
  }
}
