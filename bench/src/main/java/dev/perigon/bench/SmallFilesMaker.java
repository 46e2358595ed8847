package dev.perigon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes very many small CSV files of one row each, a thousand in a folder.
 *
 * <p>Arguments: folder, number of files, number of the first.
 */
public final class SmallFilesMaker {
  private SmallFilesMaker() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int count = Integer.parseInt(arguments[1]);
    int first = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 0;
    for (int i = first; i < first + count; i++) {
      Path place = folder.resolve("delivery=%05d".formatted(i / 1000));
      if (i % 1000 == 0 || i == first) {
        Files.createDirectories(place);
      }
      Files.writeString(
          place.resolve("%08d.csv".formatted(i)),
          "id,customer,amount\n%d,C%07d,%d.50\n".formatted(i, i % 100_000, i % 100));
    }
  }
}
