package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole messages, as the person who has to act reads them. */
final class TestMessages {
  @TempDir private Path temp;
  private Shop shop;

  @BeforeEach
  void makeShop() throws IOException {
    shop = Shop.in(temp.resolve("shop"));
  }

  @Test
  void aDatasetDeclaredTwice() throws IOException {
    shop.write("views/more.sql", "create materialized view Totals as select 1 as a");
    assertThat(said())
        .isEqualTo(
            """
            error: Cannot declare 'totals' again: it is already declared at views/more.sql:1:1
              at views/totals.sql:1:1
              try: Rename one of the two, or remove it
            """);
  }

  @Test
  void twoFlowsIntoOneMaterializedView() throws IOException {
    shop.write("views/f.sql", "create flow f as insert into totals by name select 1 as total");
    assertThat(said())
        .isEqualTo(
            """
            error: Cannot attach flow 'f': its target 'totals' (views/totals.sql:1:1) is a materialized view, which has one query
              at views/f.sql:1:1
              try: Make the target a STREAMING TABLE, or put the flow's query into it with UNION ALL
            """);
  }

  @Test
  void aCircle() throws IOException {
    shop.write("views/a.sql", "create materialized view a as select * from b");
    shop.write("views/b.sql", "create materialized view b as select * from a");
    assertThat(said())
        .isEqualTo(
            """
            error: Cannot order datasets that read each other in a circle: a → b (views/a.sql:1:45) → a (views/b.sql:1:45)
              at views/b.sql:1:45
              try: Break the circle: let one of them read something else
            """);
  }

  @Test
  void anUnknownFunction() throws IOException {
    shop.write("views/a.sql", "create materialized view a as\nselect upperr('a') as a from orders");
    assertThat(said())
        .isEqualTo(
            """
            error: Cannot analyse the query: Cannot resolve routine `upperr` on search path [`system`.`builtin`, `system`.`session`, `spark_catalog`.`default`].
              at views/a.sql:2:8
              try: Correct the query; Spark's documentation explains this error as UNRESOLVED_ROUTINE
            """);
  }

  @Test
  void aMissingFile() throws IOException {
    Files.delete(shop.folder().resolve("data/orders.csv"));
    assertThat(said())
        .isEqualTo(
            """
            error: Cannot read 'orders.csv': there is nothing at HERE/shop/data/orders.csv
              at sources/orders.sql:6:6
              try: Put the file there, or name another data folder with --data
            """);
  }

  @Test
  void aMissingColumn() throws IOException {
    shop.write("data/orders.csv", "order_id,customer,amount\n1,anna,3\n");
    assertThat(said())
        .isEqualTo(
            """
            error: Cannot read HERE/shop/data/orders.csv: its header has no column 'customer_id'; it has 'order_id', 'customer', 'amount'
              try: Add the column to the file, or take it out of the schema; for a file without a header line set header => false
            """);
  }

  @Test
  void aValueOfTheWrongType() throws IOException {
    shop.write("data/orders.csv", "order_id,customer_id,amount\n1,anna,10\n2,bob,secret-99\n");
    assertThat(said())
        .isEqualTo(
            """
            error: Cannot read line 3 of HERE/shop/data/orders.csv: the value of column 'amount' is not a DECIMAL(10,2)
              try: Correct the file, or set rescuedDataColumn => '_rescued_data' to keep such rows with what did not fit in that column, or mode => 'DROPMALFORMED' to leave them out
            """);
  }

  @Test
  void aMalformedLine() throws IOException {
    shop.write("data/orders.csv", "order_id,customer_id,amount\n1,anna,10\n2,bob,10,secret\n");
    assertThat(said())
        .isEqualTo(
            """
            error: Cannot read line 3 of HERE/shop/data/orders.csv: it has 4 fields where 3 are expected
              try: Correct the file, or set rescuedDataColumn => '_rescued_data' to keep such rows with what did not fit in that column, or mode => 'DROPMALFORMED' to leave them out
            """);
  }

  @Test
  void aCorruptProjectFile() throws IOException {
    shop.write("perigon.yml", "name: shop\nlayers: [sources\n");
    assertThat(said())
        .isEqualTo(
            """
            error: Cannot read perigon.yml: expected ',' or ']', but got <stream end>
              at perigon.yml:3:1
              try: Correct the YAML at perigon.yml:3:1
            """);
  }

  @Test
  void anotherRunOfTheSameProject() throws IOException {
    Path lock = Files.createDirectories(temp.resolve(".perigon/locks")).resolve("shop.main.lock");
    Files.writeString(lock, "{\"update\":\"u\",\"started\":\"2025-10-09T08:00:00Z\"}");
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      assertThat(said())
          .isEqualTo(
              """
            error: Cannot update project 'shop': another update of it is running, begun at 2025-10-09T08:00:00Z
              try: Wait until it has finished, then run again
            """);
    }
    assertThat(Cli.in(temp).run("run", "shop").code()).isZero();
  }

  private String said() {
    Cli.Result result = Cli.in(temp).run("run", "shop");
    assertThat(result.code()).as(result.out()).isEqualTo(3);
    assertThat(Cli.in(temp).run("tables").out()).doesNotContain("shop.");
    return result.err().replace(temp.toString(), "HERE");
  }
}
