package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The files behind {@code read_files}, listed once per update so that all flows see the same. */
final class Sources {
  static final String DELTA = "delta";
  private final Warehouse warehouse;
  private final URI data;
  private final Analyses analyses;
  private final Map<URI, List<StoredFile>> listed = new ConcurrentHashMap<>();

  Sources(Warehouse warehouse, URI data, Analyses analyses) {
    this.warehouse = warehouse;
    this.data = data;
    this.analyses = analyses;
  }

  URI data() {
    return data;
  }

  /** How cursors name a file: relative to the data folder, so that a project can be moved. */
  String key(URI file) {
    String base = data.getPath().endsWith("/") ? data.getPath() : data.getPath() + "/";
    boolean below =
        Objects.equals(data.getScheme(), file.getScheme())
            && Objects.equals(data.getAuthority(), file.getAuthority())
            && file.getPath().startsWith(base);
    return below ? file.getPath().substring(base.length()) : file.toString();
  }

  /** The files there are now; a path that is no pattern must exist. */
  List<StoredFile> list(Relation.Files source) {
    SourcePath path = SourcePath.of(data, source.path());
    FileStore store = warehouse.files();
    List<StoredFile> files = listed.computeIfAbsent(path.location(), store::list);
    if (files.isEmpty() && !path.isPattern() && !isEmptyFolder(path.location())) {
      throw UpdateErrors.missingFiles(source, path.location());
    }
    return files;
  }

  private boolean isEmptyFolder(URI location) {
    return warehouse.files().isLocal(location) && Files.isDirectory(Path.of(location));
  }

  /** Declared with the option {@code schema}, or found in the files. */
  Schema schema(Relation.Files source, Supplier<Engine> engine) {
    if (source.format().equals(DELTA)) {
      return delta(source).schema();
    }
    String declared = source.options().get("schema");
    if (declared != null) {
      return rescuing(source, analyses.schema(new SqlText(declared, source.origin())));
    }
    List<StoredFile> files = list(source);
    if (files.isEmpty()) {
      throw UpdateErrors.nothingToInfer(source);
    }
    return engine
        .get()
        .infer(new SourceFiles(source.format(), source.options(), new Schema(List.of()), files));
  }

  private static Schema rescuing(Relation.Files source, Schema declared) {
    String rescued = source.options().get("rescueddatacolumn");
    if (rescued == null || declared.find(rescued).isPresent()) {
      return declared;
    }
    List<Column> columns = new ArrayList<>(declared.columns());
    columns.add(Column.of(rescued, SqlType.Scalar.STRING));
    return new Schema(columns);
  }

  /** The table that {@code read_files(…, format => 'delta')} names. */
  Snapshot delta(Relation.Files source) {
    URI location = SourcePath.of(data, source.path()).location();
    return warehouse
        .tableAt(location)
        .snapshot()
        .orElseThrow(() -> UpdateErrors.missingFiles(source, location));
  }
}
