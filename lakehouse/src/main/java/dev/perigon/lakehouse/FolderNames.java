package dev.perigon.lakehouse;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Names of folders for names of tables: in lower case, because table names are compared without
 * regard to case and file names are not; what could be a path or a hidden file is encoded as in
 * URLs.
 */
final class FolderNames {
  private FolderNames() {}

  static String of(String name) {
    StringBuilder folder = new StringBuilder();
    for (byte octet : name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (octet & 0xff);
      if (c > 127 || Character.isLetterOrDigit(c) || c == '_' || c == '-') {
        folder.append(c);
      } else {
        folder.append('%').append(HexFormat.of().toHexDigits(octet));
      }
    }
    return new String(
        folder.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  static String name(String folder) {
    StringBuilder name = new StringBuilder();
    int at = 0;
    while (at < folder.length()) {
      if (folder.charAt(at) == '%' && folder.substring(at).matches("(?s)%[0-9a-f]{2}.*")) {
        name.append((char) HexFormat.fromHexDigits(folder, at + 1, at + 3));
        at += 3;
      } else {
        name.append(folder.charAt(at));
        at++;
      }
    }
    return name.toString();
  }
}
