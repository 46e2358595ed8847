package dev.perigon.engine.kafka;

import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.Uuid;

/**
 * The Kafka broker of a home, in a process of its own that goes on after the program that started
 * it. What it holds, and where it listens, outlive that process too.
 */
public final class HomeBroker {
  private static final Duration STARTING = Duration.ofMinutes(2);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final int TRIES = 3;

  /** Where Kafka's own examples look for it. */
  private static final int USUAL_PORT = 9092;

  /** What a broker for trying things out needs less of than one for a company. */
  private static final Map<String, String> SMALL =
      Map.of(
          "offsets.topic.num.partitions", "1",
          "transaction.state.log.num.partitions", "1",
          "group.initial.rebalance.delay.ms", "0",
          "log.cleaner.dedupe.buffer.size", "16777216",
          "log.retention.hours", "168");

  private final BrokerFolder folder;
  private final BrokerProcess process;

  private HomeBroker(BrokerFolder folder) {
    this.folder = folder;
    this.process = new BrokerProcess(folder);
  }

  /**
   * How things are with it.
   *
   * @param servers what {@code bootstrapServers} names, also while it does not run; empty before
   *     the first start
   * @param pid of its process, when it runs
   */
  public record Status(State state, Path folder, Optional<String> servers, OptionalLong pid) {}

  /** What has become of it. */
  public enum State {
    /** It was never started. */
    NEW,
    RUNNING,
    /** Nobody stopped it, and it does not run. */
    ENDED,
    STOPPED
  }

  /** The broker of {@code home}, a local folder; nothing is made. */
  public static HomeBroker in(Path home) {
    return new HomeBroker(BrokerFolder.of(home.resolve("kafka")));
  }

  /**
   * Starts the broker of {@code home} unless it runs, and returns its {@code bootstrapServers}.
   *
   * @param jars the class path of Kafka's server; asked for only when there is something to start
   * @param progress hears what takes time
   * @throws PerigonException FILE or RESOURCES
   */
  public static String ensure(Path home, Supplier<String> jars, Consumer<String> progress) {
    return in(home).start(OptionalInt.empty(), jars, progress).servers().orElseThrow();
  }

  /** Looks; changes nothing. */
  public Status status() {
    try {
      Optional<BrokerNote> note = BrokerNote.read(folder.note());
      Optional<ProcessHandle> running = note.flatMap(n -> process.find(n.process()));
      State state =
          running.isPresent()
              ? State.RUNNING
              : note.map(n -> n.process().isPresent() ? State.ENDED : State.STOPPED)
                  .orElse(State.NEW);
      return status(state, note, running);
    } catch (IOException e) {
      throw BrokerErrors.unusable(folder.path(), e);
    }
  }

  private Status status(State state, Optional<BrokerNote> note, Optional<ProcessHandle> running) {
    return new Status(
        state,
        folder.path(),
        note.map(n -> servers(n.port())),
        running.map(p -> OptionalLong.of(p.pid())).orElse(OptionalLong.empty()));
  }

  private static String servers(int port) {
    return BrokerSettings.HOST + ":" + port;
  }

  /**
   * Starts it unless it runs, and waits until it answers. It listens where it did before, if that
   * is free; else, and the first time, where it is.
   *
   * @param port the only one that will do
   * @throws PerigonException RESOURCES, CONFLICT when it runs at another port, or FILE
   */
  public Status start(OptionalInt port, Supplier<String> jars, Consumer<String> progress) {
    try {
      Files.createDirectories(folder.path());
      HomeBroker real = new HomeBroker(BrokerFolder.of(folder.path()));
      return BrokerLock.alone(real.folder, progress, () -> real.startAlone(port, jars, progress));
    } catch (IOException e) {
      throw BrokerErrors.unusable(folder.path(), e);
    }
  }

  private Status startAlone(OptionalInt port, Supplier<String> jars, Consumer<String> progress)
      throws IOException {
    Optional<BrokerNote> before = BrokerNote.read(folder.note());
    Optional<ProcessHandle> running = process.find(before.flatMap(BrokerNote::process));
    if (running.isPresent() && before.isEmpty()) {
      progress.accept("A broker runs there of which nothing is noted: it is started anew");
      process.stop(running.get(), progress);
    } else if (running.isPresent()) {
      if (port.isPresent() && port.getAsInt() != before.get().port()) {
        throw BrokerErrors.elsewhere(servers(before.get().port()), port.getAsInt());
      }
      awaitAnswer(before.get(), running.get());
      return status(State.RUNNING, before, running);
    }
    if (before.isPresent() && before.get().process().isPresent()) {
      progress.accept(
          "The broker's process had ended without being stopped; it goes on with what it holds");
    }
    String classPath = jars.get();
    progress.accept("Starting a Kafka broker in " + folder.path());
    folder.turnOutput();
    for (int attempt = 1; ; attempt++) {
      BrokerNote note = ports(port, before, attempt > 1, progress);
      Optional<ProcessHandle> started =
          startAt(note, classPath, attempt == TRIES || port.isPresent());
      if (started.isPresent()) {
        return status(State.RUNNING, Optional.of(note), started);
      }
    }
  }

  /** Where to listen. */
  private BrokerNote ports(
      OptionalInt wanted, Optional<BrokerNote> before, boolean anew, Consumer<String> progress)
      throws IOException {
    if (wanted.isPresent() && !BrokerSettings.isFree(wanted.getAsInt())) {
      throw BrokerErrors.portInUse(wanted.getAsInt());
    }
    int usual = before.map(BrokerNote::port).orElse(USUAL_PORT);
    boolean free =
        before.isPresent() ? BrokerSettings.becomesFree(usual) : BrokerSettings.isFree(usual);
    int port = wanted.orElse(!anew && free ? usual : BrokerSettings.lastingPort(USUAL_PORT));
    if (wanted.isEmpty() && before.isPresent() && port != usual) {
      progress.accept(
          "Port %d, where the broker listened before, is in use: now it is %d"
              .formatted(usual, port));
    }
    return new BrokerNote(port, BrokerSettings.freePort(), Optional.empty());
  }

  /** Empty when somebody else was faster to take a port, unless this try is the {@code last}. */
  private Optional<ProcessHandle> startAt(BrokerNote ports, String classPath, boolean last)
      throws IOException {
    Files.writeString(
        folder.settings(),
        BrokerSettings.text(ports.port(), ports.controllerPort(), folder.log(), SMALL));
    if (folder.cluster().isEmpty()) {
      process.format(classPath, Uuid.randomUuid().toString());
    }
    ports.write(folder.note());
    ProcessHandle started = process.start(classPath);
    BrokerNote note = ports.with(Optional.of(BrokerNote.Started.of(started)));
    note.write(folder.note());
    try {
      awaitAnswer(note, started);
      return Optional.of(started);
    } catch (PerigonException e) {
      if (!last && folder.said().stream().anyMatch(line -> line.contains("in use"))) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void awaitAnswer(BrokerNote note, ProcessHandle running) throws IOException {
    String cluster = folder.cluster().orElse("");
    long deadline = System.nanoTime() + STARTING.toNanos();
    BrokerNote.Started started = BrokerNote.Started.of(running);
    while (!BrokerAnswer.comes(servers(note.port()), cluster)) {
      if (!running.isAlive() || !process.isBroker(running, started.at())) {
        note.with(Optional.empty()).write(folder.note());
        throw BrokerErrors.ended(folder, BrokerErrors.reason(folder.said()));
      }
      if (System.nanoTime() > deadline) {
        throw BrokerErrors.silent(folder, running.pid(), STARTING);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /**
   * Stops it: gently, and after half a minute by force, which loses nothing that it has
   * acknowledged. Returns false when it did not run.
   *
   * @throws PerigonException RESOURCES when it belongs to somebody else; FILE
   */
  public boolean stop(Consumer<String> progress) {
    if (!Files.isDirectory(folder.path())) {
      return false;
    }
    try {
      return BrokerLock.alone(folder, progress, () -> stopAlone(progress));
    } catch (IOException e) {
      throw BrokerErrors.unusable(folder.path(), e);
    }
  }

  private boolean stopAlone(Consumer<String> progress) throws IOException {
    Optional<BrokerNote> note = BrokerNote.read(folder.note());
    Optional<ProcessHandle> running = note.flatMap(n -> process.find(n.process()));
    if (running.isPresent()) {
      progress.accept("Stopping the Kafka broker, process " + running.get().pid());
      process.stop(running.get(), progress);
    }
    if (note.isPresent()) {
      note.get().with(Optional.empty()).write(folder.note());
    }
    return running.isPresent();
  }
}
