package dev.perigon.generator.commerce;

import dev.perigon.generator.Draw;
import java.util.List;

/** Reviews that say what their stars say. */
final class ReviewWords {
  private static final List<List<String>> OPENINGS =
      List.of(
          List.of("Terrible.", "A waste of money.", "Broke after one day.", "Do not buy this."),
          List.of("Disappointing.", "Not what I hoped for.", "Poor quality.", "Rather weak."),
          List.of("It is okay.", "Does what it should.", "Average.", "Neither good nor bad."),
          List.of("Good value.", "I like it.", "Works well.", "Pleasant surprise."),
          List.of("Love it!", "Excellent.", "Best I ever had.", "Perfect, would buy again."));
  private static final List<List<String>> CLOSINGS =
      List.of(
          List.of("I want my money back.", "Support did not help.", "Never again."),
          List.of("The %s feels cheap.", "I expected more of the %s.", "Delivery was slow too."),
          List.of("The %s is fine for the price.", "Delivery took a while.", "Nothing special."),
          List.of("The %s came quickly.", "Would recommend the %s.", "Nicely packed."),
          List.of("The %s is fantastic.", "Fast delivery, great %s.", "My family loves it 🙂."));

  private ReviewWords() {}

  /** {@code stars} from 1 to 5. */
  static String text(int stars, Draw draw, long row, String product) {
    String opening = draw.pick(row, OPENINGS.get(stars - 1));
    String closing = draw.pick(row + (1L << 40), CLOSINGS.get(stars - 1));
    return opening + " " + closing.replace("%s", product);
  }
}
