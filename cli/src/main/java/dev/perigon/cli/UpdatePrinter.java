package dev.perigon.cli;

import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateListener;
import dev.perigon.pipelines.UpdateResult;

/** Shows an update: while it runs, and at its end. */
interface UpdatePrinter extends UpdateListener {
  void print(Project project, UpdateResult result, Report report);
}
