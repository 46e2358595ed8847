package dev.perigon.generator;

import java.util.List;

/** {@code logistics/tracking_events.csv}: five events for each tracked shipment. */
final class TrackingEvents implements CsvSource {
  private record Event(String type, String carrierStatus, String description) {}

  private static final List<Event> EVENTS =
      List.of(
          new Event("picked_up", "IP", "Package picked up"),
          new Event("in_transit", "DP", "Departed facility"),
          new Event("in_transit", "AR", "Arrived at facility"),
          new Event("out_for_delivery", "OFD", "Out for delivery"),
          new Event("delivered", "DL", "Delivered, left at front door"));

  private final Deliveries deliveries;
  private final Days days;
  private final Draw place;
  private final Draw clock;

  TrackingEvents(long seed, Deliveries deliveries, Days days) {
    this.deliveries = deliveries;
    this.days = days;
    this.place = Draw.of(seed, "tracking_events.location");
    this.clock = Draw.of(seed, "tracking_events.event_timestamp");
  }

  @Override
  public String path() {
    return "logistics/tracking_events";
  }

  @Override
  public List<String> header() {
    return List.of(
        "event_id",
        "shipment_id",
        "event_timestamp",
        "event_type",
        "location",
        "description",
        "carrier_status");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = Ids.of("EVT", deliveries.tracked() * (long) EVENTS.size());
    for (int shipment = 0; shipment < deliveries.tracked(); shipment++) {
      int shipped = deliveries.shippedDaysAgo(shipment);
      int road = deliveries.daysOnTheRoad(shipment);
      for (int i = 0; i < EVENTS.size(); i++) {
        long row = shipment * (long) EVENTS.size() + i;
        Event event = EVENTS.get(i);
        sink.row(
            ids.id(row),
            deliveries.ids().id(shipment),
            // Each event has its own part of the day, so that events of one day are in order.
            days.time(shipped - road * i / 4, (8 + 2 * i) * 3600 + clock.below(row, 7200)),
            event.type(),
            place.pick(row, Vocabulary.PLACES).city(),
            event.description(),
            event.carrierStatus());
      }
    }
  }
}
