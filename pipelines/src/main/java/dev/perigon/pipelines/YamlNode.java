package dev.perigon.pipelines;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** A YAML value that knows its place, so that every complaint about it has one. */
record YamlNode(String file, String what, Node node) {

  /** Reads a YAML document whose top is a map. */
  static YamlNode parse(String file, String text) {
    try {
      Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
      if (root == null) {
        throw ProjectErrors.emptyYaml(Origin.startOf(file));
      }
      return new YamlNode(file, "the file", root);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      Origin origin = mark == null ? Origin.startOf(file) : origin(file, mark);
      throw ProjectErrors.corruptYaml(e.getProblem(), origin);
    } catch (ReaderException e) {
      throw ProjectErrors.corruptYaml(
          "it holds a character that YAML does not allow (U+%04X)".formatted(e.getCodePoint()),
          origin(file, text, text.indexOf(e.getCodePoint())));
    } catch (YAMLException e) { // a limit of the parser
      throw ProjectErrors.corruptYaml(e.getMessage(), Origin.startOf(file));
    }
  }

  private static Origin origin(String file, String text, int at) {
    String before = text.substring(0, Math.max(0, at));
    int lines = (int) before.chars().filter(c -> c == '\n').count();
    return Origin.startOf(file).plus(lines, before.length() - before.lastIndexOf('\n') - 1);
  }

  /** A text that stands in another one, such as a cell of CSV; empty means null. */
  static YamlNode ofText(String text, Origin place) {
    Mark mark = new Mark(place.file(), 0, place.line() - 1, place.column() - 1, new int[0], 0);
    ScalarStyle style = text.isEmpty() ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
    return new YamlNode(place.file(), "a cell", new ScalarNode(Tag.STR, text, mark, mark, style));
  }

  /** The YAML that this text holds, in the place of the text. */
  YamlNode inner() {
    Node parsed = parse(file, text()).node;
    return new YamlNode(file, what, at(parsed, node.getStartMark()));
  }

  private static Node at(Node node, Mark mark) {
    if (node instanceof SequenceNode list) {
      List<Node> items = list.getValue().stream().map(item -> at(item, mark)).toList();
      return new SequenceNode(list.getTag(), true, items, mark, mark, list.getFlowStyle());
    }
    if (node instanceof MappingNode map) {
      List<NodeTuple> entries =
          map.getValue().stream()
              .map(e -> new NodeTuple(at(e.getKeyNode(), mark), at(e.getValueNode(), mark)))
              .toList();
      return new MappingNode(map.getTag(), true, entries, mark, mark, map.getFlowStyle());
    }
    ScalarNode scalar = (ScalarNode) node;
    return new ScalarNode(scalar.getTag(), scalar.getValue(), mark, mark, scalar.getScalarStyle());
  }

  Origin origin() {
    return origin(file, node.getStartMark());
  }

  /** Nothing, or the plain word null. */
  boolean isNull() {
    return node instanceof ScalarNode scalar && isNull(scalar);
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  boolean isMap() {
    return node instanceof MappingNode;
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The first character of a text: for a block ({@code |}) that is on the next line. */
  Origin textOrigin() {
    Origin start = origin();
    boolean block =
        node instanceof ScalarNode scalar
            && switch (scalar.getScalarStyle()) {
              case LITERAL, FOLDED -> true;
              case DOUBLE_QUOTED, SINGLE_QUOTED, PLAIN, JSON_SCALAR_STYLE -> false;
            };
    return block ? new Origin(start.file(), start.line() + 1, 1) : start;
  }

  /** A text after {@code !!binary}: bytes in base64. */
  boolean isTaggedBinary() {
    return node.getTag().equals(Tag.BINARY);
  }

  /** The entries of a map. Unknown keys (when {@code known} is not empty) are complaints. */
  Map<String, YamlNode> entries(Set<String> known, Complaints complaints) {
    if (!(node instanceof MappingNode mapping)) {
      complaints.add(ProjectErrors.yamlKind(what, "a map of keys and values", origin()));
      return Map.of();
    }
    Map<String, YamlNode> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      Origin place = origin(file, tuple.getKeyNode().getStartMark());
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        complaints.add(ProjectErrors.yamlKind("a key of " + what, "a plain word", place));
      } else if (!known.isEmpty() && !known.contains(key.getValue())) {
        complaints.add(ProjectErrors.unknownKey(key.getValue(), known, place));
      } else if (entries.containsKey(key.getValue())) {
        complaints.add(ProjectErrors.repeatedKey(key.getValue(), place));
      } else {
        YamlNode value = new YamlNode(file, "'" + key.getValue() + "'", tuple.getValueNode());
        entries.put(key.getValue(), value);
      }
    }
    return entries;
  }

  /** The items of a list; one plain value counts as a list of one. */
  List<YamlNode> items() {
    if (node instanceof SequenceNode sequence) {
      return sequence.getValue().stream()
          .map(item -> new YamlNode(file, "an item of " + what, item))
          .toList();
    }
    return List.of(this);
  }

  /** A scalar's text, as written. */
  String text() {
    if (node instanceof ScalarNode scalar && !isNull(scalar)) {
      return scalar.getValue();
    }
    throw ProjectErrors.yamlKind(what, "a text", origin());
  }

  /** A scalar: Boolean, Integer, Long, BigDecimal, or String (dates too). */
  Object value() {
    String text = text();
    ScalarNode scalar = (ScalarNode) node;
    return scalar.isPlain() ? typed(text) : text;
  }

  /** What a plain word stands for; only the unambiguous forms of numbers and truth values. */
  static Object typed(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (text.matches("-?(0|[1-9][0-9]{0,17})")) {
      long number = Long.parseLong(text);
      return number == (int) number ? (Object) (int) number : (Object) number;
    }
    if (text.matches("-?(0|[1-9][0-9]{0,18})\\.[0-9]{1,18}")) {
      return new BigDecimal(text);
    }
    return text;
  }

  private static boolean isNull(ScalarNode scalar) {
    return scalar.isPlain() && (scalar.getValue().isEmpty() || scalar.getValue().equals("null"));
  }

  private static Origin origin(String file, Mark mark) {
    return new Origin(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Rethrows nothing: asks {@code this} for its text, or complains. */
  String textOr(String fallback, Complaints complaints) {
    try {
      return text();
    } catch (PerigonException e) {
      complaints.add(e);
      return fallback;
    }
  }
}
