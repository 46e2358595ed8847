package dev.perigon.lakehouse;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Says one place in one way, and converts between URIs and the paths of Kernel and Hadoop. */
final class Locations {
  /** What Java leaves as it is when it makes a URI of a path. */
  private static final String PLAIN = "/-_.!~*'():@&=+$,;";

  private Locations() {}

  /** {@code file:/x}, {@code /x} and {@code file:///x} all become {@code file:///x}. */
  static URI normal(URI location) {
    if (!isLocal(location)) {
      return location;
    }
    String path =
        location.getScheme() == null
            ? Path.of(location.getPath()).toAbsolutePath().toString()
            : location.getPath();
    return URI.create("file://" + encodePath(path));
  }

  /** {@link #normal} without a slash at the end. */
  static URI folder(URI location) {
    URI normal = normal(location);
    String text = normal.toString();
    return text.endsWith("/") && normal.getPath().length() > 1
        ? URI.create(text.substring(0, text.length() - 1))
        : normal;
  }

  static boolean isLocal(URI location) {
    return location.getScheme() == null || location.getScheme().equalsIgnoreCase("file");
  }

  static Path local(URI location) {
    return Path.of(normal(location));
  }

  static URI of(Path path) {
    return URI.create("file://" + encodePath(path.toAbsolutePath().normalize().toString()));
  }

  /** {@code name} is a plain name; what URIs forbid in it is encoded. */
  static URI child(URI folder, String name) {
    String text = folder.toString();
    return URI.create((text.endsWith("/") ? text : text + "/") + encodePath(name));
  }

  /** The root folder of the file system that {@code location} is on. */
  static URI root(URI location) {
    String authority = location.getRawAuthority();
    return URI.create(location.getScheme() + "://" + (authority == null ? "" : authority) + "/");
  }

  /** As Kernel and Hadoop write it: nothing encoded. */
  static String plain(URI location) {
    URI normal = normal(location);
    if (isLocal(normal)) {
      return "file:" + normal.getPath();
    }
    String authority = normal.getRawAuthority();
    return normal.getScheme()
        + ":"
        + (authority == null ? "" : "//" + authority)
        + normal.getPath();
  }

  /** The inverse of {@link #plain}. */
  static URI fromPlain(String plain) {
    int colon = plain.indexOf(':');
    int slash = plain.indexOf('/');
    if (colon < 0 || (slash >= 0 && slash < colon)) {
      return of(Path.of(plain));
    }
    String scheme = plain.substring(0, colon);
    String rest = plain.substring(colon + 1);
    String authority = "";
    if (rest.startsWith("//")) {
      int end = rest.indexOf('/', 2);
      authority = rest.substring(0, end < 0 ? rest.length() : end);
      rest = end < 0 ? "" : rest.substring(end);
    }
    return normal(URI.create(scheme + ":" + authority + encodePath(rest)));
  }

  /**
   * The path of a data file as Delta's log holds it: URL-encoded, relative when below {@code root}.
   */
  static String inLog(URI root, URI file) {
    String folder = root + "/";
    String text = normal(file).toString();
    return text.startsWith(folder) ? text.substring(folder.length()).replace(":", "%3A") : text;
  }

  /**
   * The inverse of {@link #inLog}; also reads paths of writers that encode less than they should.
   */
  static URI fromLog(URI root, String path) {
    URI parsed;
    try {
      parsed = new URI(path);
    } catch (URISyntaxException e) {
      parsed = URI.create(encodePath(path));
    }
    return parsed.isAbsolute() ? normal(parsed) : URI.create(root + "/").resolve(parsed);
  }

  private static String encodePath(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append("%02X".formatted((int) c));
      }
    }
    return encoded.toString();
  }
}
