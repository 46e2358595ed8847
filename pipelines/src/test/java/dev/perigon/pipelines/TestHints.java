package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of files before any has come. */
class TestHints {
  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  @Test
  void hintsAreTheSchemaUntilFilesCome() {
    shop.sql(
        "sources/notes.sql",
        """
        create streaming table notes as
        select * from stream(read_files('later/*.json', format => 'json',
          schemaHints => 'id int, note string'))
        """);
    shop.refresh();
    assertThat(shop.rows("select * from notes")).isEmpty();

    shop.data("later/1.json", "{\"more\": true, \"id\": 1}\n").refresh();

    assertThat(shop.rows("select id, note, more from notes"))
        .containsExactly(Arrays.asList(1, null, true));
  }
}
