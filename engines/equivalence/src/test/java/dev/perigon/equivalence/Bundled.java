package dev.perigon.equivalence;

import dev.perigon.pipelines.Project;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Projects that the engines are compared on. */
final class Bundled {
  private Bundled() {}

  /** One of those that ship. */
  static Project project(String name) {
    return project(name, Map.of());
  }

  static Project project(String name, Map<String, String> settings) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("projects/retail/perigon.yml"))) {
      folder = folder.getParent();
    }
    return Project.load(folder.resolve("projects").resolve(name), settings);
  }

  /** The test project that uses what the bundled ones do not. */
  static Project shop() {
    return test("shop");
  }

  /** One of the test projects. */
  static Project test(String name) {
    try {
      return Project.load(Path.of(Bundled.class.getResource("/" + name).toURI()), Map.of());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
