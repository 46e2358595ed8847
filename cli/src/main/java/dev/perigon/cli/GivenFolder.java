package dev.perigon.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A folder as a person names it: a path from here, or a URI on any file system. */
final class GivenFolder {
  private static final Pattern URI_WITH_SCHEME = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+://.*");

  private GivenFolder() {}

  /**
   * @param option where it was given, for complaints
   */
  static URI uri(String option, String text, Terminal terminal) {
    if (!URI_WITH_SCHEME.matcher(text).matches()) {
      return local(terminal.folder().resolve(text));
    }
    try {
      URI uri = new URI(text);
      return isLocal(uri) ? local(Path.of(uri.getPath())) : uri;
    } catch (URISyntaxException e) {
      throw CliErrors.badUri(option, text);
    }
  }

  static boolean isLocal(URI uri) {
    return "file".equalsIgnoreCase(uri.getScheme());
  }

  private static URI local(Path path) {
    return path.toAbsolutePath().normalize().toUri();
  }
}
