package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.type.Schema;
import java.util.function.Consumer;

/** A real engine that tells a test where it writes, what it looks into and that it was closed. */
record WatchedEngine(
    Engine engine, Consumer<String> writing, Consumer<SourceFiles> looking, Runnable closing)
    implements Engine {
  WatchedEngine(Engine engine, Consumer<String> writing, Runnable closing) {
    this(engine, writing, files -> {}, closing);
  }

  @Override
  public WrittenFiles write(BoundQuery query, Destination where) {
    writing.accept(where.folder().toString());
    return engine.write(query, where);
  }

  @Override
  public void check(AnalyzedQuery query) {
    engine.check(query);
  }

  @Override
  public Rows read(BoundQuery query) {
    return engine.read(query);
  }

  @Override
  public Schema infer(SourceFiles files) {
    looking.accept(files);
    return engine.infer(files);
  }

  @Override
  public void close() {
    closing.run();
    engine.close();
  }
}
