package dev.perigon.pipelines;

import dev.perigon.sql.query.AnalyzedQuery;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tells builds of the room {@code sql} apart: what one has analysed, another must not trust. */
final class BuildVersion {
  private static final String OF_THIS_PROCESS = read();

  private BuildVersion() {}

  static String current() {
    return OF_THIS_PROCESS;
  }

  private static String read() {
    try {
      CodeSource source = AnalyzedQuery.class.getProtectionDomain().getCodeSource();
      Path place = Path.of(source.getLocation().toURI());
      try (Stream<Path> files = Files.walk(place)) {
        return files
            .filter(Files::isRegularFile)
            .sorted()
            .map(BuildVersion::describe)
            .collect(Collectors.joining());
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("Cannot read own jar", e);
    }
  }

  private static String describe(Path file) {
    try {
      return "%s %d %s\n"
          .formatted(file.getFileName(), Files.size(file), Files.getLastModifiedTime(file));
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read own jar", e);
    }
  }
}
