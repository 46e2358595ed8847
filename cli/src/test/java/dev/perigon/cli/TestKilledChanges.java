package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} of updates by AUTO CDC at random points, while changes go on arriving: in the end
 * the tables are those of one undisturbed run over all changes.
 */
final class TestKilledChanges {
  private static final String SOURCE =
      """
      create temporary view feed as select * from stream(read_files('in/*.csv',
        format => 'csv', header => true,
        schema => 'id int, name string, city string, at int, op string'));

      create streaming table newest (
        constraint good expect (name <> 'n0') on violation quarantine row);
      create flow newest_feed as auto cdc into newest from stream(feed) keys (id)
        apply as delete when op = 'D' sequence by at columns * except (op);

      create streaming table history;
      create flow history_feed as auto cdc into history from stream(feed) keys (id)
        apply as delete when op = 'D' sequence by at columns id, name, city
        stored as scd type 2 track history on city;
      """;

  @TempDir private Path temp;

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES) // about 10 s on two idle cores
  void fourKillsLeaveTheTablesOfOneRun() throws Exception {
    kill(4);
  }

  @Test
  @Tag("long")
  void twentyKillsLeaveTheTablesOfOneRun() throws Exception {
    kill(20);
  }

  private void kill(int times) throws Exception {
    long seed = new Random().nextLong();
    System.out.println("TestKilledChanges seed " + seed);
    Random random = new Random(seed);
    write("shop/perigon.yml", "name: shop\nlayers: [sources]\n");
    write("shop/sources/all.sql", SOURCE);
    Installation perigon = Installation.in(Files.createDirectory(temp.resolve("perigon")));
    deliver(0, random);
    assertThat(perigon.train(run("killed"))).isZero();
    deliver(1, random);
    long millis = undisturbed(perigon);
    int killed = 0;
    for (int i = 1; i <= times; i++) {
      deliver(i + 1, random);
      long begin = System.nanoTime();
      try (ForkedRun run = perigon.start(run("killed"))) {
        if (run.killAfter(random.nextLong(millis / 4, millis * 9 / 10))) {
          killed++;
        } else {
          millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin); // faster than thought
        }
      }
    }
    assertThat(killed).as("runs that did not end by themselves").isPositive();
    for (String home : List.of("killed", "undisturbed")) {
      Cli.Result result = Cli.in(temp).run(run(home));
      assertThat(result.code()).as("seed %d: %s", seed, result.err()).isZero();
    }
    assertThat(new Tables(temp.resolve("killed")).contents())
        .as("seed %d", seed)
        .hasSize(5)
        .isEqualTo(new Tables(temp.resolve("undisturbed")).contents());
  }

  /** How long a run takes that nobody kills, in milliseconds. */
  private long undisturbed(Installation perigon) throws Exception {
    long start = System.nanoTime();
    try (ForkedRun run = perigon.start(run("killed"))) {
      assertThat(run.awaitExit()).isZero();
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
  }

  private String[] run(String home) {
    return new String[] {
      "run",
      temp.resolve("shop").toString(),
      "--home",
      temp.resolve(home).toString(),
      "--as-of",
      "2025-10-09"
    };
  }

  private void deliver(int file, Random random) throws IOException {
    List<String> lines = new ArrayList<>(List.of("id,name,city,at,op"));
    for (int i = 0; i < 30; i++) {
      lines.add(
          "%d,n%d,c%d,%d,%s"
              .formatted(
                  random.nextInt(9),
                  random.nextInt(5),
                  random.nextInt(3),
                  random.nextInt(60),
                  random.nextInt(6) == 0 ? "D" : ""));
    }
    write("shop/data/in/%d.csv".formatted(file), String.join("\n", lines) + "\n");
  }

  private void write(String file, String text) throws IOException {
    Path target = temp.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }
}
