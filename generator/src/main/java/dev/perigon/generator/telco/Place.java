package dev.perigon.generator.telco;

import java.util.List;

/** A city where subscribers live and cell sites stand. */
record Place(String city, String state, double latitude, double longitude) {
  static final List<Place> ALL =
      List.of(
          new Place("New York", "NY", 40.7128, -74.0060),
          new Place("Los Angeles", "CA", 34.0522, -118.2437),
          new Place("Chicago", "IL", 41.8781, -87.6298),
          new Place("Houston", "TX", 29.7604, -95.3698),
          new Place("Phoenix", "AZ", 33.4484, -112.0740),
          new Place("Philadelphia", "PA", 39.9526, -75.1652),
          new Place("San Antonio", "TX", 29.4241, -98.4936),
          new Place("San Diego", "CA", 32.7157, -117.1611),
          new Place("Dallas", "TX", 32.7767, -96.7970),
          new Place("San Jose", "CA", 37.3382, -121.8863),
          new Place("Austin", "TX", 30.2672, -97.7431),
          new Place("Jacksonville", "FL", 30.3322, -81.6557),
          new Place("Fort Worth", "TX", 32.7555, -97.3308),
          new Place("Columbus", "OH", 39.9612, -82.9988),
          new Place("Indianapolis", "IN", 39.7684, -86.1581),
          new Place("Charlotte", "NC", 35.2271, -80.8431),
          new Place("Seattle", "WA", 47.6062, -122.3321),
          new Place("Denver", "CO", 39.7392, -104.9903),
          new Place("Boston", "MA", 42.3601, -71.0589),
          new Place("Portland", "OR", 45.5152, -122.6784));

  static Place at(int index) {
    return ALL.get(Math.floorMod(index, ALL.size()));
  }
}
