package dev.perigon.application;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A project that reads a file and makes a few groups. */
final class Shop {
  private Shop() {}

  /** Writes it below {@code folder} and returns its own. */
  static Path in(Path folder) throws IOException {
    Path shop = Files.createDirectories(folder.resolve("shop"));
    Files.createDirectories(shop.resolve("data"));
    Files.createDirectories(shop.resolve("facts"));
    Files.writeString(shop.resolve("perigon.yml"), "name: shop\nlayers: [facts]\n");
    Files.writeString(
        shop.resolve("data/orders.csv"),
        "order_id,customer,amount\n1,c,10.25\n2,c,0.25\n3,é,1.00\n");
    Files.writeString(
        shop.resolve("facts/orders.sql"),
        """
        create streaming table orders as
        select * from stream(read_files('orders.csv', format => 'csv', header => true,
          schema => 'order_id int, customer string, amount decimal(10,2)'))
        """);
    Files.writeString(
        shop.resolve("facts/totals.sql"),
        """
        create materialized view totals as
        select customer, cast(sum(amount) as decimal(10,2)) as total, count(*) as orders
        from orders group by customer
        """);
    return shop;
  }
}
