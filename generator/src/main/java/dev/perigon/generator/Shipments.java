package dev.perigon.generator;

import dev.perigon.generator.Vocabulary.Place;
import java.util.List;

/** {@code logistics/shipments.csv}. */
final class Shipments implements CsvSource {
  private static final List<String> CARRIERS = List.of("UPS", "FedEx", "USPS");
  private static final List<String> SERVICES =
      List.of("standard", "standard", "expedited", "overnight");

  private final Sales sales;
  private final Deliveries deliveries;
  private final Days days;
  private final Draw carrier;
  private final Draw parcel;
  private final Draw address;

  Shipments(long seed, Sales sales, Deliveries deliveries, Days days) {
    this.sales = sales;
    this.deliveries = deliveries;
    this.days = days;
    this.carrier = Draw.of(seed, "shipments.carrier");
    this.parcel = Draw.of(seed, "shipments.weight_kg");
    this.address = Draw.of(seed, "shipments.destination_address");
  }

  @Override
  public String path() {
    return "logistics/shipments";
  }

  @Override
  public List<String> header() {
    return List.of(
        "shipment_id",
        "transaction_id",
        "tracking_number",
        "carrier",
        "service_level",
        "origin_location",
        "destination_address",
        "weight_kg",
        "dimensions",
        "ship_date",
        "estimated_delivery",
        "actual_delivery",
        "delivery_status",
        "shipping_cost");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = deliveries.ids();
    for (int i = 0; i < deliveries.count(); i++) {
      int shipped = deliveries.shippedDaysAgo(i);
      int road = deliveries.daysOnTheRoad(i);
      boolean delivered = deliveries.delivered(i);
      sink.row(
          ids.id(i),
          sales.ids().id(deliveries.transaction(i)),
          "1Z" + (100_000_000L + i),
          carrier.pick(i, CARRIERS),
          carrier.pick(i + (1L << 32), SERVICES),
          Locations.id(carrier.below(i + (2L << 32), Locations.WAREHOUSES)),
          destination(i),
          Text.thousandths(parcel.between(i, 100, 20_000)),
          parcel.between(i + (1L << 32), 10, 60) + "x30x20 cm",
          days.date(shipped),
          days.date(shipped - parcel.between(i + (2L << 32), 2, 5)),
          delivered ? days.date(shipped - road) : null,
          delivered ? "delivered" : "in_transit",
          Text.money(parcel.between(i + (3L << 32), 499, 2999)));
    }
  }

  private String destination(int i) {
    Place place = address.pick(i, Vocabulary.PLACES);
    return address.between(i + (1L << 32), 1, 999)
        + " "
        + address.pick(i + (2L << 32), Vocabulary.STREETS)
        + ", "
        + place.city()
        + ", "
        + place.state()
        + " "
        + place.zip();
  }
}
