package dev.perigon.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A project folder for a test, written file by file. */
record ProjectFolder(Path path) {

  static ProjectFolder at(Path path) {
    return new ProjectFolder(path).with("perigon.yml", "name: shop\nlayers: [sources, facts]\n");
  }

  ProjectFolder with(String file, String text) {
    try {
      Path target = path.resolve(file);
      Files.createDirectories(target.getParent());
      Files.createDirectories(path.resolve("sources"));
      Files.createDirectories(path.resolve("facts"));
      Files.writeString(target, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProjectFolder without(String file) {
    try {
      Files.delete(path.resolve(file));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Project load() {
    return Project.load(path, Map.of());
  }
}
