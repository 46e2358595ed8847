package dev.perigon.generator.telco;

import dev.perigon.generator.CsvFile;
import dev.perigon.generator.Draw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The sites that cells stand on, around the cities, and which location areas each serves. */
final class Cells {
  static final String FILE = "cells.csv";
  static final int SITES = 600;
  private static final int FIRST_AREA = 1000;
  private static final int LAST_AREA = 9999;
  private static final long FIRST_KEY = 70_000_000;

  /** Degrees; some twenty kilometres. */
  private static final double AROUND = 0.2;

  private final Draw site;
  private final Draw north;
  private final Draw east;

  Cells(long seed) {
    this.site = Draw.of(seed, "cells.site");
    this.north = Draw.of(seed, "cells.latitude");
    this.east = Draw.of(seed, "cells.longitude");
  }

  /** {@code cellsite_sk}. */
  static long key(int site) {
    return FIRST_KEY + site;
  }

  /** One of the sites of a place. */
  static int siteIn(int place, int number) {
    return Math.floorMod(number, SITES / Place.ALL.size()) * Place.ALL.size() + place;
  }

  long write(Path file) throws IOException {
    List<String> header =
        List.of("lac", "cellsite_sk", "site_code", "latitude", "longitude", "city", "state");
    return CsvFile.write(
        file,
        header,
        sink -> {
          for (int area = FIRST_AREA; area <= LAST_AREA; area++) {
            int at = site(area);
            Place place = Place.at(at);
            sink.row(
                Integer.toString(area),
                Long.toString(key(at)),
                "PCT" + (1000 + at) + "T",
                degrees(place.latitude() + (north.unit(at) - 0.5) * 2 * AROUND),
                degrees(place.longitude() + (east.unit(at) - 0.5) * 2 * AROUND),
                place.city(),
                place.state());
          }
        });
  }

  /** Each site has at least one area. */
  private int site(int area) {
    return area < FIRST_AREA + SITES ? area - FIRST_AREA : site.below(area, SITES);
  }

  private static String degrees(double value) {
    return String.format(Locale.ROOT, "%.5f", value);
  }
}
