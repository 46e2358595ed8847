package dev.perigon.generator;

import dev.perigon.generator.Vocabulary.Place;
import java.util.List;

/** {@code logistics/warehouse_locations.csv}: five warehouses and ten stores. */
final class Locations implements CsvSource {
  static final int WAREHOUSES = 5;
  static final int STORES = 10;
  static final int COUNT = WAREHOUSES + STORES;

  private static final Ids WAREHOUSE_IDS = Ids.of("WH", WAREHOUSES);
  private static final Ids STORE_IDS = Ids.of("ST", STORES);

  private final Draw capacity;
  private final Draw manager;

  Locations(long seed) {
    this.capacity = Draw.of(seed, "locations.capacity_cubic_meters");
    this.manager = Draw.of(seed, "locations.manager_name");
  }

  /** Warehouses come first. */
  static String id(int location) {
    return location < WAREHOUSES ? WAREHOUSE_IDS.id(location) : storeId(location - WAREHOUSES);
  }

  static String storeId(int store) {
    return STORE_IDS.id(store);
  }

  @Override
  public String path() {
    return "logistics/warehouse_locations";
  }

  @Override
  public List<String> header() {
    return List.of(
        "location_id",
        "location_name",
        "location_type",
        "address",
        "city",
        "state",
        "country",
        "capacity_cubic_meters",
        "manager_name");
  }

  @Override
  public void rows(Sink sink) {
    for (int i = 0; i < COUNT; i++) {
      boolean warehouse = i < WAREHOUSES;
      Place place = Vocabulary.PLACES.get(i % Vocabulary.PLACES.size());
      sink.row(
          id(i),
          place.city() + (warehouse ? " Warehouse" : " Store"),
          warehouse ? "warehouse" : "store",
          capacity.between(i, 1, 999) + " " + Vocabulary.STREETS.get(i % 8),
          place.city(),
          place.state(),
          "USA",
          Integer.toString(capacity.between(i, warehouse ? 80 : 5, warehouse ? 250 : 20) * 100),
          manager.pick(i, Vocabulary.FIRST_NAMES).text()
              + " "
              + manager.pick(i + (1L << 32), Vocabulary.LAST_NAMES).text());
    }
  }
}
