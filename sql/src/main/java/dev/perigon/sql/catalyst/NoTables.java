package dev.perigon.sql.catalyst;

import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Spark's default catalog, empty: tables are bound before analysis, functions are built in. */
final class NoTables implements TableCatalog, FunctionCatalog {
  @Override
  public String name() {
    return CatalogManager.SESSION_CATALOG_NAME();
  }

  @Override
  public void initialize(String name, CaseInsensitiveStringMap options) {}

  @Override
  public Set<org.apache.spark.sql.connector.catalog.TableCatalogCapability> capabilities() {
    return Set.of();
  }

  @Override
  public Identifier[] listTables(String[] namespace) {
    return new Identifier[0];
  }

  @Override
  public Table loadTable(Identifier name) throws NoSuchTableException {
    throw new NoSuchTableException(name);
  }

  @Override
  public Table alterTable(Identifier name, TableChange... changes) throws NoSuchTableException {
    throw new NoSuchTableException(name);
  }

  @Override
  public boolean dropTable(Identifier name) {
    return false;
  }

  @Override
  public void renameTable(Identifier from, Identifier to) throws NoSuchTableException {
    throw new NoSuchTableException(from);
  }

  @Override
  public Identifier[] listFunctions(String[] namespace) {
    return new Identifier[0];
  }

  @Override
  public UnboundFunction loadFunction(Identifier name) throws NoSuchFunctionException {
    throw new NoSuchFunctionException(name);
  }
}
