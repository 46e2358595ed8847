package dev.perigon.engine.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a rendered text names its inputs; what stands in quotes is a value or a user's name. */
final class InputMentions {
  /** A doubled quote inside of quotes ends them and begins them again. */
  private static final Pattern TOKEN = Pattern.compile("'[^']*+'|\"[^\"]*+\"|\\binput_(\\d+)\\b");

  private final String text;
  private final List<Mention> mentions = new ArrayList<>();

  private record Mention(int input, int start, int end) {}

  private InputMentions(String text) {
    this.text = text;
    Matcher token = TOKEN.matcher(text);
    while (token.find()) {
      if (token.group(1) != null) {
        mentions.add(new Mention(Integer.parseInt(token.group(1)), token.start(), token.end()));
      }
    }
  }

  static InputMentions in(String text) {
    return new InputMentions(text);
  }

  /** How often {@code input} is read. */
  long of(int input) {
    return mentions.stream().filter(mention -> mention.input() == input).count();
  }

  /** The text, in which the inputs among {@code selects} are these queries. */
  String replacedBy(Map<Integer, String> selects) {
    StringBuilder replaced = new StringBuilder();
    int done = 0;
    for (Mention mention : mentions) {
      String select = selects.get(mention.input());
      if (select != null) {
        replaced.append(text, done, mention.start());
        replaced.append("(").append(select).append(") AS input_").append(mention.input());
        done = mention.end();
      }
    }
    return replaced.append(text, done, text.length()).toString();
  }
}
