package dev.perigon.cli;

import dev.perigon.pipelines.PipelineTest;
import dev.perigon.pipelines.PipelineTests;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateResult;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;

/** The types of a project's datasets and all that is wrong with it, without reading data. */
final class Analysis {
  @Mixin private HomeOption home;
  @Mixin private DataOption data;
  @Mixin private EngineOptions engine;

  /**
   * @param tests below the project's {@code tests/}
   */
  record Found(UpdateResult result, List<PipelineTest> tests) {
    Found {
      tests = List.copyOf(tests);
    }
  }

  /** Throws what is wrong. */
  UpdateResult of(Project project, Terminal terminal, Interruption interruption) {
    return of(project, terminal, interruption, (tests, files) -> List.of()).result();
  }

  /** As {@link #of}, and what is wrong with the project's tests. */
  Found withTests(Project project, Terminal terminal, Interruption interruption) {
    return of(project, terminal, interruption, (tests, files) -> tests.check(project, files));
  }

  private Found of(
      Project project,
      Terminal terminal,
      Interruption interruption,
      BiFunction<PipelineTests, URI, List<PipelineTest>> check) {
    engine.check();
    Home folder = home.home(terminal, Optional.of(project));
    try (TestFolder scratch = TestFolder.open()) {
      URI files = data.findForTypes(project, folder, scratch.path(), terminal);
      EngineSetup setup = engine.setup(folder, Optional.of(project), files);
      try (Workspace workspace = Workspace.open(folder, setup, interruption);
          PipelineTests tests = workspace.tests()) {
        UpdateResult result = workspace.updates().analyze(project, files, Instant.now());
        result
            .error()
            .ifPresent(
                error -> {
                  throw error;
                });
        return new Found(result, check.apply(tests, files));
      }
    }
  }
}
