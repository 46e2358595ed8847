package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What can be wrong with a project's files. */
final class ProjectErrors {
  private ProjectErrors() {}

  static PerigonException noProject(Path folder) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot load a project from '%s': it has no file perigon.yml".formatted(folder),
        "Give the folder that holds perigon.yml, or make one with 'perigon init'");
  }

  static PerigonException badPlace(String place, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot use '%s' as a place: it is neither a path nor a URI".formatted(place),
        "Write a path, or a URI such as s3a://bucket/folder",
        origin);
  }

  static PerigonException unknownEngine(String name, Collection<String> known, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot use engine '%s': there is none of that name".formatted(name),
        Suggestions.ask(name, known, "Engines are: " + String.join(", ", known)),
        origin);
  }

  static PerigonException noSparkSetting(String name, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot use '%s' as a setting of Spark: it does not begin with 'spark.'".formatted(name),
        "Write its full name, such as spark.executor.memory or spark.hadoop.fs.s3a.endpoint",
        origin);
  }

  static PerigonException noTarget(String name, Collection<String> known) {
    String otherwise =
        known.isEmpty()
            ? "perigon.yml has no 'targets:'; leave --target out"
            : "perigon.yml has: " + String.join(", ", known);
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot use target '%s': the project has none of that name".formatted(name),
        Suggestions.ask(name, known, otherwise));
  }

  static PerigonException emptyYaml(Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot read %s: it is empty".formatted(origin.file()),
        "Give it at least 'layers: [folder, …]'",
        origin);
  }

  static PerigonException corruptYaml(String problem, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot read %s: %s".formatted(origin.file(), problem),
        "Correct the YAML at %s".formatted(origin),
        origin);
  }

  static PerigonException yamlKind(String what, String expected, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot use %s: it must be %s".formatted(what, expected),
        "Correct it at %s".formatted(origin),
        origin);
  }

  static PerigonException unknownKey(String key, Collection<String> known, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot use key '%s': there is no such key here".formatted(key),
        Suggestions.ask(key, known, "Keys are: " + String.join(", ", known)),
        origin);
  }

  static PerigonException repeatedKey(String key, Origin origin) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot use key '%s': it is given twice".formatted(key),
        "Keep one of them",
        origin);
  }

  static PerigonException badIdentifier(String key, String value, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot use '%s' as the %s: only letters, digits and _ are allowed".formatted(value, key),
        "Set '%s' to a plain word, such as '%s'"
            .formatted(key, value.replaceAll("[^A-Za-z0-9_]", "_")),
        origin);
  }

  static PerigonException badTimeZone(String zone, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot use time zone '%s': there is none of that name".formatted(zone),
        "Use a name such as UTC or Europe/Berlin, or an offset such as +02:00",
        origin);
  }

  static PerigonException noLayers(Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot find datasets: perigon.yml lists no layers",
        "Add 'layers: [folder, …]' with the folders that hold SQL, in order",
        origin);
  }

  static PerigonException noLayerFolder(String layer, Origin origin) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read layer '%s': the project has no such folder".formatted(layer),
        "Create the folder or take it off the list",
        origin);
  }

  static PerigonException layerOutside(String layer, Origin origin) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read layer '%s': it is not a folder inside the project".formatted(layer),
        "Move the files into a folder of the project",
        origin);
  }

  static PerigonException layersOverlap(String layer, String other, Origin origin) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot use layer '%s': it shares files with layer '%s'".formatted(layer, other),
        "List each folder once; folders below a layer belong to it",
        origin);
  }

  static PerigonException reportQuery(Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot read this block of the report: it needs either 'query' or 'query-file'",
        "Give one of the two",
        origin);
  }

  static PerigonException noQueryFile(String file, Origin origin) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read the report's query file '%s': it is not there or not UTF-8".formatted(file),
        "Paths start at the project folder; correct the name or create the file",
        origin);
  }

  static PerigonException unknownPlaceholder(
      String name, Collection<String> columns, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot fill '{%s}' in the report's template: this query has no such column"
            .formatted(name),
        Suggestions.ask(name, columns, "Columns are: " + String.join(", ", columns)),
        origin);
  }

  static PerigonException unknownProperty(
      String property, Collection<String> known, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot use table property '%s': it means nothing to Perigon".formatted(property),
        Suggestions.ask(property, known, "Properties are: " + String.join(", ", known)),
        origin);
  }

  static PerigonException badEngineSetting(String key, String expected, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot use engine setting '%s': it must be %s".formatted(key, expected),
        "Correct it, or take it away",
        origin);
  }

  static PerigonException resetNotAllowed(Dataset dataset) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot rebuild '%s': its property pipelines.reset.allowed is false"
            .formatted(dataset.name().table()),
        "Leave it out of --full-refresh, or change the property",
        dataset.origin());
  }

  static PerigonException badProperty(String property, String expected, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot use table property '%s': its value must be %s".formatted(property, expected),
        "Correct the value, or take the property away",
        origin);
  }

  static PerigonException notUtf8(String file) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot read '%s': it is not text in UTF-8".formatted(file),
        "Save the file in UTF-8",
        Origin.startOf(file));
  }

  static PerigonException unreadable(Path file, IOException cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read '%s': %s"
            .formatted(
                file,
                cause instanceof AccessDeniedException ? "access is denied" : cause.getMessage()),
        "Check that it exists and that you may read it",
        Optional.empty(),
        cause);
  }

  static PerigonException unknownParameter(String name, Collection<String> known) {
    String otherwise =
        known.isEmpty()
            ? "perigon.yml declares no parameters"
            : "perigon.yml declares: " + String.join(", ", known);
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot set '%s': the project has no such parameter".formatted(name),
        Suggestions.ask(name, known, otherwise));
  }

  static PerigonException parameterKind(String name, Object byDefault) {
    String kind = byDefault instanceof Boolean ? "true or false" : "a number";
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot set '%s': its value must be %s, as its default in perigon.yml is"
            .formatted(name, kind),
        "Give %s after '%s='".formatted(kind, name));
  }

  static PerigonException duplicateDataset(TableName name, Origin origin, Origin other) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot declare '%s' again: it is already declared at %s".formatted(name.table(), other),
        "Rename one of the two, or remove it",
        origin);
  }

  static PerigonException duplicateFlow(String name, Origin origin, Origin other) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot declare flow '%s': a flow of that name is at %s".formatted(name, other),
        "Rename one of the two (a dataset's own query is a flow with the dataset's name)",
        origin);
  }

  static PerigonException quarantineName(TableName dataset, TableName other, Origin origin) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot declare '%s': '%s' keeps its quarantined rows under that name"
            .formatted(other.table(), dataset.table()),
        "Rename it",
        origin);
  }

  static PerigonException unknownTarget(
      String flow, String target, Collection<String> known, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot attach flow '%s': its target '%s' is not declared".formatted(flow, target),
        Suggestions.ask(
            target, known, "Declare it with CREATE STREAMING TABLE %s".formatted(target)),
        origin);
  }

  static PerigonException flowIntoOther(Flow flow, Dataset dataset) {
    String kind = dataset.isStored() ? "a materialized view, which has one query" : "a view";
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot attach flow '%s': its target '%s' (%s) is %s"
            .formatted(flow.name(), dataset.name().table(), dataset.origin(), kind),
        "Make the target a STREAMING TABLE, or put the flow's query into it with UNION ALL",
        flow.origin());
  }

  static PerigonException noFlow(TableName name, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot fill '%s': it has neither a query nor a flow".formatted(name.table()),
        "Add 'AS SELECT …', or 'CREATE FLOW … AS INSERT INTO %s BY NAME SELECT …'"
            .formatted(name.table()),
        origin);
  }

  static PerigonException unknownDataset(String name, Collection<String> known, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot resolve '%s': no dataset or table has that name".formatted(name),
        Suggestions.ask(name, known, "Run 'perigon tables' to list what exists"),
        origin);
  }

  static PerigonException cycle(List<String> steps, Origin origin) {
    return new PerigonException(
        ErrorCode.CYCLE,
        "Cannot order datasets that read each other in a circle: " + String.join(" → ", steps),
        "Break the circle: let one of them read something else",
        origin);
  }
}
