package dev.perigon.pipelines;

import static java.util.Objects.requireNonNull;

import dev.perigon.sql.error.Origin;

/**
 * A test of a dataset, as a fixture below a project's {@code tests/} declares it.
 *
 * @param name unique among the tests of its dataset
 * @param dataset as one writes it in the project
 */
public record PipelineTest(String name, String dataset, Origin origin) {
  public PipelineTest {
    requireNonNull(name, "name is null");
    requireNonNull(dataset, "dataset is null");
    requireNonNull(origin, "origin is null");
  }
}
