package dev.perigon.generator.telco;

/** Who a subscriber is, as the network knows them; this never changes. */
record Subscriber(int index, String userId, String msisdn, String imsi, String imei) {}
