package dev.perigon.generator.commerce;

import java.util.List;
import java.util.Map;

/** What customers write to support. */
final class TicketWords {
  private TicketWords() {}

  record Letter(String subject, String body) {}

  /** Three for each category. */
  static final Map<String, List<Letter>> LETTERS =
      Map.of(
          "billing",
          List.of(
              new Letter(
                  "Charged twice", "I was charged twice for the same order.\nPlease refund one."),
              new Letter("Wrong amount", "The invoice shows more than the basket did."),
              new Letter("Coupon ignored", "My coupon \"WELCOME\" was not taken off.")),
          "shipping",
          List.of(
              new Letter("Where is my parcel?", "Tracking has not moved for a week."),
              new Letter("Wrong address", "It went to my old address. Can you stop it?"),
              new Letter("Box was open", "The parcel came open, nothing is missing though.")),
          "product_quality",
          List.of(
              new Letter("Broken on arrival", "It does not work at all. Very disappointed."),
              new Letter("Colour differs", "The colour is not as in the picture."),
              new Letter("Stopped working", "Worked for two days, now nothing.")),
          "account",
          List.of(
              new Letter("Cannot log in", "The reset mail never arrives."),
              new Letter("Change my email", "Please use my new address from now on."),
              new Letter("Close my account", "Please delete my account and what you know of me.")),
          "technical",
          List.of(
              new Letter("App crashes", "The app closes whenever I open the basket."),
              new Letter("Checkout hangs", "The last page of the checkout never loads."),
              new Letter("Search is empty", "Search finds nothing since this morning.")),
          "returns",
          List.of(
              new Letter("Return label", "How do I get a label for a return?"),
              new Letter("Refund missing", "I returned it two weeks ago, no refund yet."),
              new Letter("Exchange size", "Can I have it one size larger?")),
          "general",
          List.of(
              new Letter("Opening hours", "When can I reach you by phone?"),
              new Letter("Thank you", "Quick delivery and a kind note. Thanks!"),
              new Letter("Gift wrap", "Do you wrap gifts? ¿También en español?")));
}
