package dev.perigon.generator;

/** How many rows each file holds before duplicates. */
record RetailShape(int customers) {
  private static final int SAMPLE = 15;
  private static final int[] SMALL_BASKETS = {1, 1, 1, 2};
  private static final int[] BASKETS = {1, 1, 1, 2, 2, 3, 4, 6};

  private int scaled(int rowsForSample) {
    return (int) Math.max(1, (long) rowsForSample * customers / SAMPLE);
  }

  boolean small() {
    return customers <= SAMPLE;
  }

  int tickets() {
    return scaled(17);
  }

  int sessions() {
    return scaled(20);
  }

  int transactions() {
    return small() ? scaled(20) : 8 * customers;
  }

  /** Line counts of consecutive transactions, over and over, in some rotation. */
  int[] baskets() {
    return small() ? SMALL_BASKETS : BASKETS;
  }

  int shipments() {
    return scaled(20);
  }

  /** Only the first of the shipments are tracked, with five events each. */
  int trackedShipments() {
    return Math.min(shipments(), scaled(6));
  }

  /** A shop with a hundred times the customers has ten times the products. */
  int products() {
    return Math.max(25, (int) (25 * Math.sqrt(customers / (double) SAMPLE)));
  }

  int suppliers() {
    return products() * 10 / 25;
  }
}
