package dev.perigon.generator;

/** What the files must agree on about shipments; a shipment is an index from 0. */
final class Deliveries {
  private final RetailShape shape;
  private final Sales sales;
  private final Draw road;

  Deliveries(long seed, RetailShape shape, Sales sales) {
    this.shape = shape;
    this.sales = sales;
    this.road = Draw.of(seed, "shipments.days_on_the_road");
  }

  Ids ids() {
    return Ids.of("SHP", shape.shipments());
  }

  int count() {
    return shape.shipments();
  }

  int tracked() {
    return shape.trackedShipments();
  }

  /** Shipments spread evenly over the transactions; in the sample each transaction has one. */
  int transaction(int shipment) {
    return (int) ((long) shipment * shape.transactions() / shape.shipments());
  }

  int shippedDaysAgo(int shipment) {
    int transaction = transaction(shipment);
    return sales.daysAgo(transaction, sales.customer(transaction));
  }

  /** Tracked shipments have arrived. */
  int daysOnTheRoad(int shipment) {
    int planned = road.between(shipment, 1, 7);
    return shipment < tracked() ? Math.min(planned, shippedDaysAgo(shipment)) : planned;
  }

  boolean delivered(int shipment) {
    return daysOnTheRoad(shipment) <= shippedDaysAgo(shipment);
  }
}
