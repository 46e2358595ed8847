package dev.perigon.generator;

import java.time.LocalDate;
import java.util.List;

/** {@code sales/regional_sales.csv}: five regions over five days of 2024. */
final class RegionalSales implements CsvSource {
  private static final List<String> REGIONS =
      List.of("Pacific Northwest", "California", "Texas", "Northeast", "Southeast");
  private static final LocalDate FIRST_DAY = LocalDate.of(2024, 5, 15);
  private static final int DAYS = 5;

  private final Draw volume;

  RegionalSales(long seed) {
    this.volume = Draw.of(seed, "regional_sales.total_transactions");
  }

  @Override
  public String path() {
    return "sales/regional_sales";
  }

  @Override
  public List<String> header() {
    return List.of(
        "region_id",
        "region_name",
        "country",
        "sales_date",
        "total_revenue",
        "total_transactions",
        "average_order_value");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = Ids.of("RGN", REGIONS.size());
    for (int day = 0; day < DAYS; day++) {
      for (int region = 0; region < REGIONS.size(); region++) {
        int row = day * REGIONS.size() + region;
        int count = volume.between(row, 80, 900);
        long average = volume.between(row + (1L << 32), 6_000, 18_000);
        sink.row(
            ids.id(region),
            REGIONS.get(region),
            "USA",
            FIRST_DAY.plusDays(day).toString(),
            Text.money(average * count),
            Integer.toString(count),
            Text.money(average));
      }
    }
  }
}
