package dev.perigon.generator.telco;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sample's marker says, and the files that come and go with the options.
 *
 * @param topics whether the records are files, too
 */
record MadeSample(TelcoOptions options, boolean topics) {
  private static final Pattern TEXT =
      Pattern.compile("telco-1 .* topics=(true|false) prefix=(\\S*) asOf=(\\d{4}-\\d\\d-\\d\\d)");

  String text() {
    return "telco-1 seed=%d users=%d records=%d rates=%s fraud-cases=%d topics=%b prefix=%s asOf=%s"
        .formatted(
            options.seed(),
            options.users(),
            options.records(),
            options.rates(),
            options.fraudCases(),
            topics,
            options.topicPrefix(),
            options.asOf());
  }

  Set<String> files() {
    return files(topics, options);
  }

  /** Those that the sample had of which {@code text} tells; empty if it was no sample of telco. */
  static Optional<Set<String>> files(String text) {
    Matcher found = TEXT.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    TelcoOptions options =
        TelcoOptions.defaults()
            .withTopicPrefix(found.group(2))
            .withAsOf(LocalDate.parse(found.group(3)));
    return Optional.of(files(Boolean.parseBoolean(found.group(1)), options));
  }

  private static Set<String> files(boolean topics, TelcoOptions options) {
    Set<String> files = new TreeSet<>();
    if (topics) {
      TelcoRecords.topics(options).forEach(topic -> files.add(TopicFiles.path(topic)));
    }
    AttributeFiles.months(options).forEach(month -> files.add(AttributeFiles.path(month)));
    FlowFiles.days(options).forEach(day -> files.add(FlowFiles.path(day)));
    return files;
  }
}
