package dev.perigon.cli;

import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateResult;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/** The types of a project's datasets and all that is wrong with it, without reading data. */
final class Analysis {
  @Mixin private HomeOption home;
  @Mixin private DataOption data;
  @Mixin private EngineOptions engine;

  /** Throws what is wrong. */
  UpdateResult of(Project project, Terminal terminal, Interruption interruption) {
    engine.check();
    Home folder = home.home(terminal, Optional.of(project));
    URI files = data.findForQuery(Optional.of(project), folder, terminal);
    EngineSetup setup = engine.setup(folder, Optional.of(project), files);
    try (Workspace workspace = Workspace.open(folder, setup, interruption)) {
      UpdateResult result = workspace.updates().analyze(project, files, Instant.now());
      result
          .error()
          .ifPresent(
              error -> {
                throw error;
              });
      return result;
    }
  }
}
