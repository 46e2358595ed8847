package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import java.util.List;
import java.util.Optional;

/** The datasets of a project in the order in which they run, and what each reads. */
public record DatasetGraph(List<Node> nodes) {
  public DatasetGraph {
    nodes = List.copyOf(nodes);
  }

  public enum Kind {
    STREAMING_TABLE,
    MATERIALIZED_VIEW,
    VIEW
  }

  /**
   * @param reads datasets of the project and other tables
   * @param files paths of {@code read_files}
   */
  public record Node(
      TableName name,
      Kind kind,
      String layer,
      List<TableName> reads,
      List<String> files,
      Optional<String> comment,
      List<String> expectations) {
    public Node {
      reads = List.copyOf(reads);
      files = List.copyOf(files);
      expectations = List.copyOf(expectations);
    }
  }

  /**
   * Orders a project's datasets: by dependency, then layer, then name.
   *
   * @throws dev.perigon.sql.error.PerigonException CYCLE, DUPLICATE or UNKNOWN_NAME with
   *     suggestions
   */
  public static DatasetGraph of(Project project) {
    Analyses analyses = new Analyses(Planner.settings(project), Optional.empty());
    return new GraphBuilder(project, analyses::references, List::of).build().published();
  }
}
