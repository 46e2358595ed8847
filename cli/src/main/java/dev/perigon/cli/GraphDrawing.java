package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.pipelines.DatasetGraph;
import dev.perigon.pipelines.DatasetGraph.Node;
import dev.perigon.pipelines.Project;
import dev.perigon.sql.TableName;
import dev.perigon.sql.type.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A dataset graph as text, as a Mermaid flowchart and as JSON.
 *
 * @param schemas the datasets' columns, which text and JSON show too; none when not analysed
 */
record GraphDrawing(Project project, DatasetGraph graph, Map<TableName, Schema> schemas) {
  /** A section for each layer; each dataset with an arrow from what it reads. */
  String text() {
    StringBuilder text = new StringBuilder(project.name()).append('\n');
    int width = graph.nodes().stream().mapToInt(n -> name(n.name()).length()).max().orElse(0);
    layers()
        .forEach(
            (layer, nodes) -> {
              text.append('\n').append(layer).append('\n');
              nodes.forEach(
                  node -> {
                    text.append(line(node, width)).append('\n');
                    columns(node).forEach(column -> text.append(column).append('\n'));
                  });
            });
    return text.append("\n■ materialized view  □ view  ≈ streaming table\n").toString();
  }

  private List<String> columns(Node node) {
    Schema schema = schemas.get(node.name());
    return schema == null ? List.of() : ColumnLines.of(schema, "      ");
  }

  private String line(Node node, int width) {
    String inputs =
        Stream.concat(node.files().stream(), node.reads().stream().map(this::name))
            .collect(Collectors.joining(", "));
    String name = name(node.name());
    String arrow = inputs.isEmpty() ? "" : " ◀─ " + inputs;
    return "  %s %s%s"
        .formatted(symbol(node.kind()), name + " ".repeat(width - name.length()), arrow)
        .stripTrailing();
  }

  private static String symbol(DatasetGraph.Kind kind) {
    return switch (kind) {
      case STREAMING_TABLE -> "≈";
      case MATERIALIZED_VIEW -> "■";
      case VIEW -> "□";
    };
  }

  String mermaid() {
    StringBuilder text = new StringBuilder("flowchart LR\n");
    layers()
        .forEach(
            (layer, nodes) -> {
              text.append("  subgraph %s[\"%s\"]\n".formatted(id("layer_" + layer), layer));
              nodes.forEach(n -> text.append("    %s\n".formatted(box(name(n.name()), n.kind()))));
              text.append("  end\n");
            });
    for (Node node : graph.nodes()) {
      for (String file : node.files()) {
        text.append(
            "  %s[/\"%s\"/] --> %s\n".formatted(id("file_" + file), file, id(name(node.name()))));
      }
      for (TableName read : node.reads()) {
        text.append("  %s --> %s\n".formatted(id(name(read)), id(name(node.name()))));
      }
    }
    return text.toString();
  }

  private static String box(String name, DatasetGraph.Kind kind) {
    return switch (kind) {
      case STREAMING_TABLE -> "%s([\"%s\"])".formatted(id(name), name);
      case MATERIALIZED_VIEW -> "%s[\"%s\"]".formatted(id(name), name);
      case VIEW -> "%s(\"%s\")".formatted(id(name), name);
    };
  }

  private static String id(String name) {
    return name.replaceAll("[^A-Za-z0-9_]", "_");
  }

  String json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JsonText.generator(bytes)) {
      json.writeStartObject();
      json.writeStringField("project", project.name());
      json.writeArrayFieldStart("datasets");
      for (Node node : graph.nodes()) {
        node(json, node);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8) + "\n";
  }

  private void node(JsonGenerator json, Node node) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", node.name().toString());
    json.writeStringField("kind", node.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("layer", node.layer());
    if (node.comment().isPresent()) {
      json.writeStringField("comment", node.comment().get());
    }
    JsonText.strings(json, "reads", node.reads().stream().map(TableName::toString).toList());
    JsonText.strings(json, "files", node.files());
    JsonText.strings(json, "expectations", node.expectations());
    if (schemas.containsKey(node.name())) {
      JsonUpdatePrinter.schema(json, schemas.get(node.name()).columns());
    }
    json.writeEndObject();
  }

  private Map<String, List<Node>> layers() {
    return graph.nodes().stream()
        .collect(Collectors.groupingBy(Node::layer, LinkedHashMap::new, Collectors.toList()));
  }

  /** Short inside the project's own schema. */
  private String name(TableName name) {
    boolean own =
        name.sibling("x")
            .equals(
                new TableName(project.namespace().catalog(), project.namespace().schema(), "x"));
    return own ? name.table() : name.toString();
  }
}
