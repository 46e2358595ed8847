package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.perigon.engine.kafka.LocalBroker;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A home that is full or cannot be written while records of a real broker are read: the error says
 * so, half of nothing is there, and after the repair every record is there once.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
final class TestTopicDisks {
  @TempDir private static Path shared;
  private static LocalBroker broker;

  @TempDir private Path temp;

  @BeforeAll
  static void start() throws Exception {
    broker = LocalBroker.start(shared.resolve("broker"), System.getProperty("java.class.path"));
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void aFullDiskLosesAndDoublesNothing() throws Exception {
    ends(FullTopicDisk.class);
  }

  @Test
  void aDiskThatCannotBeWrittenLosesAndDoublesNothing() throws Exception {
    ends(ReadOnlyTopicDisk.class);
  }

  @Test
  void aRunThatKeepsUpGoesOnWhenTheDiskHasRoomAgain() throws Exception {
    ends(FullTopicDiskAwhile.class);
  }

  private void ends(Class<?> main) throws Exception {
    Optional<SmallDisk> disk = SmallDisk.in(temp);
    assumeThat(disk).as("mounting a small disk takes root or user namespaces").isPresent();
    assertThat(disk.get().run(main, temp.toString(), broker.servers())).isEqualTo("0\n");
  }
}
