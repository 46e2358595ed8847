package dev.perigon.pipelines;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The path of a {@code read_files}: relative ones start at the data folder. */
record SourcePath(String written, URI location, boolean isPattern) {
  private static final Pattern ABSOLUTE =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(?://([^/]*))?(/.*)");

  static SourcePath of(URI data, String written) {
    return new SourcePath(written, locate(data, written), isPattern(written));
  }

  static boolean isPattern(String name) {
    return name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
  }

  private static URI locate(URI data, String written) {
    try {
      Matcher absolute = ABSOLUTE.matcher(written);
      if (absolute.matches()) {
        return new URI(absolute.group(1), absolute.group(2), absolute.group(3), null, null);
      }
      if (written.startsWith("/")) {
        return new URI("file", "", written, null, null);
      }
      String base = data.getPath().endsWith("/") ? data.getPath() : data.getPath() + "/";
      String authority = data.getRawAuthority() == null ? "" : data.getRawAuthority();
      return new URI(data.getScheme(), authority, base + written, null, null).normalize();
    } catch (URISyntaxException e) {
      throw UpdateErrors.badPath(written);
    }
  }
}
