package dev.perigon.pipelines;

import dev.perigon.pipelines.Project.ReportQuery;
import dev.perigon.sql.Namespace;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The contents of {@code perigon.yml}. */
record ProjectFile(
    String name,
    Namespace namespace,
    ZoneId timeZone,
    List<String> layers,
    Map<String, Object> parameters,
    List<ReportQuery> report,
    Target byDefault,
    Map<String, Target> targets) {
  private static final Set<String> KEYS =
      new TreeSet<>(
          Set.of(
              "name",
              "catalog",
              "schema",
              "time-zone",
              "layers",
              "parameters",
              "report",
              "home",
              "data",
              "engine",
              "spark",
              "targets"));
  private static final Set<String> REPORT_KEYS =
      new TreeSet<>(Set.of("title", "query", "query-file", "template"));

  /** Reads {@code text}; what is wrong goes to {@code complaints}, defaults take its place. */
  static ProjectFile read(Path folder, String text, Complaints complaints) {
    return new Reader(folder, complaints).read(YamlNode.parse(Project.FILE, text));
  }

  private static final class Reader {
    private final Path folder;
    private final Complaints complaints;

    Reader(Path folder, Complaints complaints) {
      this.folder = folder;
      this.complaints = complaints;
    }

    ProjectFile read(YamlNode root) {
      Map<String, YamlNode> keys = root.entries(KEYS, complaints);
      String name = text(keys, "name", folder.getFileName().toString());
      TargetReader targets = new TargetReader(folder, complaints);
      return new ProjectFile(
          name,
          new Namespace(
              identifier(keys, "catalog", plain(name)), identifier(keys, "schema", "c360")),
          timeZone(keys),
          layers(keys, root.origin()),
          parameters(keys),
          report(keys),
          targets.target(keys),
          keys.containsKey("targets") ? targets.targets(keys.get("targets")) : Map.of());
    }

    private String text(Map<String, YamlNode> keys, String key, String byDefault) {
      YamlNode node = keys.get(key);
      return node == null ? byDefault : node.textOr(byDefault, complaints);
    }

    private static String plain(String name) {
      String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
      return plain.matches("[0-9].*") || plain.isEmpty() ? "_" + plain : plain;
    }

    private String identifier(Map<String, YamlNode> keys, String key, String byDefault) {
      String value = text(keys, key, byDefault);
      if (!value.matches("[A-Za-z_][A-Za-z0-9_]*")) {
        complaints.add(ProjectErrors.badIdentifier(key, value, keys.get(key).origin()));
      }
      return value;
    }

    private ZoneId timeZone(Map<String, YamlNode> keys) {
      String zone = text(keys, "time-zone", "UTC");
      try {
        return ZoneId.of(zone);
      } catch (DateTimeException e) {
        complaints.add(ProjectErrors.badTimeZone(zone, keys.get("time-zone").origin()));
        return ZoneId.of("UTC");
      }
    }

    private List<String> layers(Map<String, YamlNode> keys, Origin top) {
      YamlNode node = keys.get("layers");
      if (node == null) {
        complaints.add(ProjectErrors.noLayers(top));
        return List.of();
      }
      List<String> layers = new ArrayList<>();
      for (YamlNode item : node.items()) {
        complaints.collect(() -> layer(item, layers)).ifPresent(layers::add);
      }
      return layers;
    }

    private String layer(YamlNode item, List<String> before) {
      String layer = item.text().replaceAll("/+$", "");
      Path path = folder.resolve(layer).normalize();
      if (!path.startsWith(folder) || path.equals(folder)) {
        throw ProjectErrors.layerOutside(layer, item.origin());
      }
      if (!Files.isDirectory(path)) {
        throw ProjectErrors.noLayerFolder(layer, item.origin());
      }
      for (String other : before) {
        Path otherPath = folder.resolve(other).normalize();
        if (path.startsWith(otherPath) || otherPath.startsWith(path)) {
          throw ProjectErrors.layersOverlap(layer, other, item.origin());
        }
      }
      return layer;
    }

    private Map<String, Object> parameters(Map<String, YamlNode> keys) {
      Map<String, Object> values = new LinkedHashMap<>();
      YamlNode node = keys.get("parameters");
      if (node != null) {
        node.entries(Set.of(), complaints)
            .forEach(
                (name, value) ->
                    complaints.collect(value::value).ifPresent(v -> values.put(name, v)));
      }
      return values;
    }

    private List<ReportQuery> report(Map<String, YamlNode> keys) {
      List<ReportQuery> queries = new ArrayList<>();
      YamlNode node = keys.get("report");
      if (node != null) {
        for (YamlNode item : node.items()) {
          complaints.collect(() -> reportQuery(item)).ifPresent(queries::add);
        }
      }
      return queries;
    }

    private ReportQuery reportQuery(YamlNode item) {
      Map<String, YamlNode> keys = item.entries(REPORT_KEYS, complaints);
      YamlNode query = keys.get("query");
      YamlNode file = keys.get("query-file");
      if ((query == null) == (file == null)) {
        throw ProjectErrors.reportQuery(item.origin());
      }
      String title = text(keys, "title", "");
      String template = text(keys, "template", "");
      if (query != null) {
        return new ReportQuery(title, query.text(), template, query.textOrigin());
      }
      String name = file.text();
      try {
        String sql = Files.readString(folder.resolve(name));
        return new ReportQuery(title, sql, template, Origin.startOf(name));
      } catch (IOException e) {
        throw missing(name, file.origin());
      }
    }

    private static PerigonException missing(String name, Origin origin) {
      return ProjectErrors.noQueryFile(name, origin);
    }
  }
}
