package dev.perigon.cli;

import dev.perigon.engine.kafka.HomeBroker;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}: is this machine fit, and what to do if not. */
@Command(
    name = "doctor",
    description = "Checks this machine: Java, memory, disk, home, engine.",
    footer = {"  perigon doctor", "  perigon doctor --json", "  perigon doctor --home /data/lake"})
final class DoctorVerb extends Verb {
  private static final long ENOUGH_MEMORY = 2L << 30;
  private static final long ENOUGH_DISK = 2L << 30;

  @Mixin private HomeOption home;
  @Mixin private EngineOptions engine;
  @Mixin private JsonOption json;

  private final List<Check> checks = new ArrayList<>();

  private record Check(String name, boolean ok, String found, String remedy) {}

  DoctorVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    line("perigon", true, Version.current(), "");
    line("java", Runtime.version().feature() >= 17, java(), "install a JDK 17 or newer");
    memory();
    check("home", () -> home.writable(terminal()).shown());
    disk();
    check("engine", this::openEngine);
    broker();
    if (json.json()) {
      printJson();
    } else {
      checks.forEach(this::print);
    }
    return healthy() ? 0 : 3;
  }

  private static String java() {
    return Runtime.version() + ", " + System.getProperty("java.home");
  }

  private void memory() {
    long bytes =
        ((com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean())
            .getTotalMemorySize();
    line(
        "memory",
        bytes >= ENOUGH_MEMORY,
        gigabytes(bytes) + ", %d cores".formatted(Runtime.getRuntime().availableProcessors()),
        "use a machine with at least 2 GB, or lower --memory");
  }

  private void disk() {
    Path folder = home.home(terminal()).local();
    while (!Files.exists(folder)) {
      folder = folder.getParent();
    }
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      line("disk", free >= ENOUGH_DISK, gigabytes(free) + " free", "make room, or choose --home");
    } catch (IOException e) {
      line("disk", false, CliErrors.reason(e), "choose another --home");
    }
  }

  /** Only where one was started. */
  private void broker() {
    HomeBroker.Status status = HomeBroker.in(home.home(terminal()).local()).status();
    if (status.state() != HomeBroker.State.NEW) {
      line(
          "kafka",
          status.state() != HomeBroker.State.ENDED,
          KafkaVerb.text(status),
          "run 'perigon kafka start': it goes on with what it holds; or 'stop'");
    }
  }

  private String openEngine() {
    Home folder = home.home(terminal());
    EngineSetup setup = engine.setup(folder, Optional.empty(), folder.root());
    try (Workspace workspace = Workspace.open(folder, setup, Interruption.none())) {
      workspace.openEngine();
      return setup.shown();
    }
  }

  private void check(String what, Supplier<String> probe) {
    try {
      line(what, true, probe.get(), "");
    } catch (PerigonException e) {
      line(what, false, e.getMessage(), e.remedy());
    }
  }

  private void line(String what, boolean ok, String found, String remedy) {
    checks.add(new Check(what, ok, found, remedy));
  }

  private boolean healthy() {
    return checks.stream().allMatch(Check::ok);
  }

  private void print(Check check) {
    String state =
        check.ok()
            ? terminal().paint(Terminal.Colour.GREEN, "ok     ")
            : terminal().paint(Terminal.Colour.RED, "problem");
    String advice = check.ok() ? "" : " - " + check.remedy();
    terminal().out().println("%s %-8s %s%s".formatted(state, check.name(), check.found(), advice));
  }

  private void printJson() {
    JsonText.print(
        terminal().out(),
        document -> {
          document.writeStartObject();
          document.writeBooleanField("healthy", healthy());
          document.writeArrayFieldStart("checks");
          for (Check check : checks) {
            document.writeStartObject();
            document.writeStringField("name", check.name());
            document.writeBooleanField("ok", check.ok());
            document.writeStringField("found", check.found());
            if (!check.ok()) {
              document.writeStringField("remedy", check.remedy());
            }
            document.writeEndObject();
          }
          document.writeEndArray();
          document.writeEndObject();
        });
  }

  private static String gigabytes(long bytes) {
    return "%.1f GB".formatted(bytes / (double) (1L << 30));
  }
}
