package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of a home, asked for through the command line, as any reader would. */
record Tables(Cli cli, Path home) {
  /** Every published table with its rows as sorted CSV lines; the event log is left out. */
  Map<String, List<String>> contents() {
    Map<String, List<String>> contents = new LinkedHashMap<>();
    for (String name : names()) {
      contents.put(name, rows("select * from " + name));
    }
    return contents;
  }

  List<String> names() {
    return lines("tables").stream().filter(name -> !name.startsWith("system.")).toList();
  }

  /** Rows as CSV lines, without the header, sorted. */
  List<String> rows(String sql) {
    return lines("query", sql, "--format", "csv").stream()
        .skip(1)
        .sorted()
        .collect(Collectors.toList());
  }

  private List<String> lines(String... args) {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--home";
    all[args.length + 1] = home.toString();
    Cli.Result result = cli.run(all);
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result.out().lines().toList();
  }
}
