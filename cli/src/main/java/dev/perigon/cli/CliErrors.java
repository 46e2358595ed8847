package dev.perigon.cli;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong at the command line, phrased for the person at the keyboard. */
final class CliErrors {
  private CliErrors() {}

  static PerigonException usage(String problem, String remedy) {
    return new PerigonException(ErrorCode.USAGE, problem, remedy);
  }

  static PerigonException unknownVerb(String verb, List<String> similar) {
    return usage(
        "Cannot do '%s': there is no such command".formatted(verb),
        similar.isEmpty()
            ? "Run 'perigon --help' for all commands"
            : "Did you mean %s? Run 'perigon --help' for all commands"
                .formatted(String.join(", ", similar)));
  }

  static PerigonException badInterval(String option, String text) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot use '%s' as %s: it is no time".formatted(text, option),
        "Write 500ms, 5s, 2m or 1h");
  }

  static PerigonException notContinuous(String option) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot use %s with --continuous: it means one update".formatted(option),
        "Run it once without --continuous first");
  }

  static PerigonException testExists(Path file) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot write '%s': it is there already".formatted(file),
        "Add --overwrite to replace it, or rename it first");
  }

  static PerigonException unknownProject(String name, List<String> bundled, List<String> similar) {
    String known =
        similar.isEmpty()
            ? "The bundled projects are: %s.".formatted(String.join(", ", bundled))
            : "Did you mean %s?".formatted(String.join(", ", similar));
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot find the project '%s': no bundled project has that name, and it is no folder with a"
                .formatted(name)
            + " perigon.yml",
        known + " Or give the path of a folder that holds a perigon.yml");
  }

  static PerigonException badTime(String option, String text) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot read %s '%s': it is neither a date nor a timestamp".formatted(option, text),
        "Write it as 2025-10-09, '2025-10-09 13:30:00' or 2025-10-09T13:30:00Z");
  }

  static PerigonException badDay(String option, String text) {
    return usage(
        "Cannot read %s '%s': it is no date".formatted(option, text), "Write it as 2025-10-09");
  }

  static PerigonException badDuration(String option, String text) {
    return usage(
        "Cannot read %s '%s': it is no length of time".formatted(option, text),
        "Write it as a number with a unit: 30m, 12h, 7d or 2w");
  }

  static PerigonException badSize(String option, String text) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot read %s '%s': it is no amount of memory".formatted(option, text),
        "Write it as a number with a unit, such as 512MB or 4GB");
  }

  static PerigonException badUri(String option, String text) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot read %s '%s': it is not a URI".formatted(option, text),
        "Write it as scheme://name/folder, with %20 for a blank");
  }

  static PerigonException badThreads(int threads) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot use %d threads: at least one is needed".formatted(threads),
        "Give --threads 1 or more, or leave it out for one per core");
  }

  static PerigonException targetOfNothing() {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot use --target: targets belong to a project",
        "Add --project PROJECT, or leave it out");
  }

  static PerigonException sparkIsApart() {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot use the Spark engine: Spark is not part of what was started",
        "Say --engine spark to ./perigon, or run the application jar with spark-submit");
  }

  static PerigonException kafkaWhat(List<String> known) {
    return usage(
        "Cannot tell what to do with Kafka: say one of %s".formatted(String.join(", ", known)),
        "Run 'perigon kafka --help'");
  }

  static PerigonException noBrokerRuns(Path folder) {
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot ask Kafka: no broker runs in %s".formatted(folder),
        "Run 'perigon kafka start', or name a cluster with --bootstrap-servers");
  }

  static PerigonException brokerIsApart() {
    return usage(
        "Cannot start Kafka: its server is not part of what was started",
        "Start Perigon as ./perigon, which fetches it, or add its jars with PERIGON_CLASSPATH");
  }

  static PerigonException cannotFetchBroker(String problem, String remedy) {
    return new PerigonException(ErrorCode.RESOURCES, problem, remedy);
  }

  static PerigonException badPort(int port) {
    return usage(
        "Cannot listen at port %d: ports are 1 to 65535".formatted(port), "Give another --port");
  }

  static PerigonException onlyForSpark() {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot use --master or --conf: the embedded engine has neither",
        "Add --engine spark, or leave them out");
  }

  /**
   * @param name what stands before the equals sign; what stands behind may be a secret
   */
  static PerigonException badConf(String name) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot use --conf%s: it is not spark.name=value"
            .formatted(name.isEmpty() ? "" : " '" + name + "'"),
        "Write the setting's full name, such as --conf spark.executor.memory=4g");
  }

  static PerigonException outOfHeap() {
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot go on: the JVM is out of memory (%d MB)"
            .formatted(Runtime.getRuntime().maxMemory() >> 20),
        "Give it more, such as PERIGON_JAVA_OPTS=-Xmx2g");
  }

  static PerigonException badSetting(String text) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot read --set '%s': it is not name=value".formatted(text),
        "Write it as --set name=value");
  }

  static PerigonException unknownTable(String name, List<String> candidates) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot find the table '%s': the warehouse has none of that name".formatted(name),
        candidates.isEmpty()
            ? "Run 'perigon tables' to list what exists, or give the right --home"
            : "Did you mean %s? Run 'perigon tables' to list what exists"
                .formatted(String.join(", ", candidates)));
  }

  static PerigonException ambiguousTable(String name, List<String> candidates) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot tell which table '%s' is: several have that name".formatted(name),
        "Write one of %s".formatted(String.join(", ", candidates)));
  }

  static PerigonException outputNeeded(String format) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot print %s on standard output: it is a binary format".formatted(format),
        "Add --output FILE");
  }

  static PerigonException cannotRead(String file, IOException cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read %s: %s".formatted(file, reason(cause)),
        "Check that the file exists and that you may read it",
        Optional.empty(),
        cause);
  }

  static PerigonException noDataFolder(Path folder) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read sources in %s: there is no such folder".formatted(folder),
        "Give the folder that holds the files with --data");
  }

  static PerigonException outputIsFolder(Path folder) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot write %s: it is a folder".formatted(folder),
        "Give --output the name of a file");
  }

  static PerigonException parquetNeedsFile(Path device) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot write Parquet to %s: it is no file".formatted(device),
        "Give --output the name of a file");
  }

  static PerigonException cannotWrite(Path file, IOException cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot write %s: %s"
            .formatted(
                file,
                cause instanceof NoSuchFileException ? "its folder does not exist" : reason(cause)),
        "Check that its folder exists, that you may write to it, and that the disk has room",
        Optional.empty(),
        cause);
  }

  static PerigonException cannotPrint(IOException cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot write to standard output: %s; what was printed is not whole"
            .formatted(reason(cause)),
        "Check that what it leads to may be written and has room, then run again",
        Optional.empty(),
        cause);
  }

  static PerigonException unwritableHome(Path home, IOException cause) {
    boolean full = String.valueOf(cause.getMessage()).contains("No space left");
    return new PerigonException(
        full ? ErrorCode.RESOURCES : ErrorCode.FILE,
        "Cannot use %s as home: %s".formatted(home, full ? "the disk is full" : reason(cause)),
        full
            ? "Free disk space, then run again"
            : "Give a folder that you may write to, with --home DIR or PERIGON_HOME",
        Optional.empty(),
        cause);
  }

  static PerigonException folderNotEmpty(Path folder) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot start a project in %s: the folder is not empty".formatted(folder),
        "Give the name of a new or empty folder");
  }

  static PerigonException noGenerator(String project, List<String> known) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot make data for '%s': only bundled projects have sample data".formatted(project),
        "Use one of %s".formatted(String.join(", ", known)));
  }

  static PerigonException generateWhat(List<String> known) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot make data: no project named",
        "Use one of %s, e.g. 'perigon generate %s'"
            .formatted(String.join(", ", known), known.get(0)));
  }

  static PerigonException unknownFault(String fault, List<String> known, List<String> similar) {
    String list = "Use some of %s, or all".formatted(String.join(", ", known));
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot add the fault '%s': there is none of that name".formatted(fault),
        similar.isEmpty()
            ? list
            : "Did you mean %s? %s".formatted(String.join(", ", similar), list));
  }

  static PerigonException notTogether(String option, String other) {
    return usage("Cannot use %s with %s".formatted(option, other), "Leave one of them out");
  }

  static PerigonException needsSending(String option) {
    return usage(
        "Cannot use %s for files: it is for records that are sent or printed".formatted(option),
        "Add --bootstrap-servers or --print");
  }

  static PerigonException badRate(int rate) {
    return usage("Cannot send %d records a second".formatted(rate), "Give --rate 1 or more");
  }

  static PerigonException addDaysWith(String option) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot add days with %s: the sample that is there settles it".formatted(option),
        "Leave it out, or make a new sample without --add-days");
  }

  static String reason(IOException cause) {
    String kind =
        switch (cause.getClass().getSimpleName()) {
          case "NoSuchFileException" -> "it does not exist";
          case "AccessDeniedException" -> "access is denied";
          case "FileAlreadyExistsException" -> "something of that name is in the way";
          case "MalformedInputException" -> "it is not text in UTF-8";
          case "NotDirectoryException" -> "it is not a folder";
          default -> systemsReason(cause);
        };
    return kind == null ? cause.getClass().getSimpleName() : kind;
  }

  /** Without the path, which is told anyway. */
  private static String systemsReason(IOException cause) {
    return cause instanceof FileSystemException known && known.getReason() != null
        ? known.getReason().toLowerCase(Locale.ROOT)
        : cause.getMessage();
  }

  static PerigonException quarantineWhat(Collection<String> commands) {
    return usage(
        "Cannot tell what to do with the quarantine",
        "Say one of %s; 'perigon quarantine --help' explains them"
            .formatted(String.join(", ", commands)));
  }

  static PerigonException rowsOfWhat() {
    return usage(
        "Cannot show rows: --rows N shows those of one dataset, and --format says how",
        "Write 'perigon quarantine list DATASET --rows 10 --format json', without --json");
  }

  static PerigonException replayOfNothing() {
    return usage(
        "Cannot replay without the project: its query and rules decide which rows pass now",
        "Name it with --project");
  }

  static PerigonException dropNeedsYes(TableName dataset, long rows, long left) {
    return usage(
        "Cannot drop rows without --yes: %,d rows held back from %s would be deleted, %,d would stay"
            .formatted(rows, dataset, left),
        "Look at them with 'perigon quarantine list', then add --yes");
  }
}
