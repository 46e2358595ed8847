package dev.perigon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small project in a folder: orders from CSV, and their sum per customer. */
record Shop(Path folder) {
  static Shop in(Path folder) throws IOException {
    Shop shop = new Shop(folder);
    shop.write(
        "perigon.yml",
        """
        name: shop
        catalog: shop
        schema: main
        layers: [sources, views]
        report:
          - title: Totals
            query: select count(*) as customers, sum(total) as total from totals
            template: "{customers} customers spent {total}"
        """);
    shop.write(
        "sources/orders.sql",
        """
        create or refresh materialized view orders (
          constraint amount_positive expect (amount > 0) on violation drop row
        )
        comment 'One row per order'
        as select order_id, customer_id, amount
        from read_files('orders.csv', format => 'csv', header => true,
          schema => 'order_id string, customer_id string, amount decimal(10,2)')
        """);
    shop.write(
        "views/totals.sql",
        """
        create or refresh materialized view totals
        comment 'One row per customer'
        as select customer_id, sum(amount) as total from orders group by customer_id
        """);
    shop.write(
        "data/orders.csv",
        """
        order_id,customer_id,amount
        1,anna,10.50
        2,bob,4.25
        3,anna,0.25
        4,bob,-1.00
        """);
    return shop;
  }

  void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
