package dev.perigon.pipelines;

import dev.perigon.sql.error.Origin;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads where and how a project runs from {@code perigon.yml}. */
final class TargetReader {
  /** What a target may set; the top of the file may set the same. */
  static final Set<String> KEYS = new TreeSet<>(Set.of("home", "data", "engine", "spark"));

  private static final Set<String> ENGINE_KEYS =
      new TreeSet<>(Set.of("name", "memory", "threads", "spill-folder"));
  private static final Set<String> SPARK_KEYS = new TreeSet<>(Set.of("master", "conf"));
  private static final Set<String> ENGINES = new TreeSet<>(Set.of("duckdb", "spark"));

  private final Path folder;
  private final Complaints complaints;

  TargetReader(Path folder, Complaints complaints) {
    this.folder = folder;
    this.complaints = complaints;
  }

  /** The targets below {@code node}, by name. */
  Map<String, Target> targets(YamlNode node) {
    Map<String, Target> targets = new LinkedHashMap<>();
    node.entries(Set.of(), complaints)
        .forEach((name, target) -> targets.put(name, target(target.entries(KEYS, complaints))));
    return targets;
  }

  Target target(Map<String, YamlNode> keys) {
    return new Target(
        place(keys.get("home")),
        place(keys.get("data")),
        engine(keys.get("engine")),
        spark(keys.get("spark")));
  }

  private Optional<URI> place(YamlNode node) {
    return text(node).flatMap(text -> complaints.collect(() -> place(text, node.origin())));
  }

  /** Paths start at the project folder. */
  private URI place(String text, Origin origin) {
    try {
      return text.matches("[a-zA-Z][a-zA-Z0-9+.-]+://.*")
          ? URI.create(text)
          : folder.resolve(text).normalize().toUri();
    } catch (IllegalArgumentException e) {
      throw ProjectErrors.badPlace(text, origin);
    }
  }

  private Optional<String> text(YamlNode node) {
    return node == null ? Optional.empty() : complaints.collect(node::text);
  }

  private Map<String, String> engine(YamlNode node) {
    Map<String, String> engine = texts(node, ENGINE_KEYS);
    String name = engine.get("name");
    if (name != null && !ENGINES.contains(name)) {
      Origin place = node.entries(ENGINE_KEYS, new Complaints()).get("name").origin();
      complaints.add(ProjectErrors.unknownEngine(name, ENGINES, place));
    }
    if (node != null) {
      node.entries(ENGINE_KEYS, new Complaints()).forEach(this::check);
    }
    return engine;
  }

  /** So that a wrong number is told where it stands. */
  private void check(String name, YamlNode value) {
    String text = value.textOr("", new Complaints());
    if (name.equals("threads") && !text.isEmpty() && !text.matches("[1-9][0-9]{0,4}")) {
      complaints.add(ProjectErrors.badEngineSetting(name, "a number from 1 on", value.origin()));
    }
    if (name.equals("memory")
        && !text.isEmpty()
        && !text.matches("(?i)[0-9]{1,12} *([KMGT]?(I?B)?)")) {
      complaints.add(
          ProjectErrors.badEngineSetting(
              name, "a number with a unit, such as 512MB or 4GB", value.origin()));
    }
  }

  private Map<String, String> spark(YamlNode node) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (node != null) {
      Map<String, YamlNode> keys = node.entries(SPARK_KEYS, complaints);
      YamlNode conf = keys.get("conf");
      if (conf != null) {
        conf.entries(Set.of(), complaints).forEach((name, value) -> setting(name, value, settings));
      }
      text(keys.get("master")).ifPresent(master -> settings.put("spark.master", master));
    }
    return settings;
  }

  private void setting(String name, YamlNode value, Map<String, String> settings) {
    if (name.startsWith("spark.")) {
      text(value).ifPresent(text -> settings.put(name, text));
    } else {
      complaints.add(ProjectErrors.noSparkSetting(name, value.origin()));
    }
  }

  private Map<String, String> texts(YamlNode node, Set<String> known) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (node != null) {
      node.entries(known, complaints)
          .forEach((name, value) -> text(value).ifPresent(text -> texts.put(name, text)));
    }
    return texts;
  }
}
