package dev.perigon.sql.statement;

import dev.perigon.sql.error.Origin;
import java.util.List;

/** Reads a flow from its name on. */
final class FlowParser {
  private static final String INSERT =
      "Write CREATE FLOW name AS INSERT INTO [ONCE] target BY NAME SELECT …";
  private static final String CDC =
      "Write CREATE FLOW name AS AUTO CDC INTO target FROM STREAM(source) KEYS (id) SEQUENCE BY"
          + " changed_at";
  private static final String SNAPSHOT =
      "Write CREATE FLOW name AS AUTO CDC FROM SNAPSHOT INTO target FROM source KEYS (id)";

  private final TokenReader reader;

  FlowParser(TokenReader reader) {
    this.reader = reader;
  }

  Statement flow(Origin origin) {
    List<String> name = reader.qualifiedName("a flow name", INSERT);
    reader.expect("%s, or %s".formatted(INSERT, "AUTO CDC INTO …"), "AS");
    if (reader.at("INSERT")) {
      return insert(origin, name);
    }
    if (reader.at("AUTO")) {
      reader.expect(CDC, "AUTO", "CDC");
    } else if (reader.at("APPLY")) {
      reader.expect(CDC, "APPLY", "CHANGES");
    } else {
      throw StatementErrors.expected(
          reader,
          "INSERT INTO or AUTO CDC INTO",
          List.of("INSERT", "AUTO", "APPLY"),
          new QueryReader(reader).atQuery() ? INSERT : INSERT + ". " + CDC);
    }
    boolean snapshot = reader.accept("FROM", "SNAPSHOT");
    String form = snapshot ? SNAPSHOT : CDC;
    reader.expect(form, "INTO");
    List<String> target = reader.qualifiedName("a target name", form);
    reader.expect(form, "FROM");
    snapshot |= reader.accept("SNAPSHOT");
    CdcReader cdc = new CdcReader(reader, snapshot ? SNAPSHOT : CDC);
    return snapshot ? cdc.snapshot(origin, name, target) : cdc.changes(origin, name, target);
  }

  private Statement insert(Origin origin, List<String> name) {
    reader.expect(INSERT, "INSERT", "INTO");
    boolean once = reader.accept("ONCE");
    reader.accept("TABLE");
    List<String> target = reader.qualifiedName("a target name", INSERT);
    if (!reader.at("BY")) {
      String remedy = "Columns are matched by name: write BY NAME after the target";
      throw StatementErrors.expected(reader, "BY NAME", List.of("BY"), remedy);
    }
    reader.expect(INSERT, "BY", "NAME");
    return new Statement.InsertFlow(name, target, once, new QueryReader(reader).query(), origin);
  }
}
