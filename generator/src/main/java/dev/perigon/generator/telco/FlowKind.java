package dev.perigon.generator.telco;

import java.util.List;

/**
 * Traffic of one service as deep packet inspection sees it.
 *
 * @param perDay flows of a subscriber on a day, on average
 * @param bytes of a typical flow, as are packets and seconds
 */
record FlowKind(
    String service,
    String category,
    String domain,
    List<String> hosts,
    int perDay,
    int bytes,
    int packets,
    int seconds) {
  static final List<FlowKind> ALL =
      List.of(
          new FlowKind(
              "Facebook",
              "social",
              "facebook.com",
              List.of("graph.facebook.com", "edge-mqtt.facebook.com", "web.facebook.com"),
              8,
              14_000,
              36,
              5),
          new FlowKind(
              "TikTok",
              "social",
              "tiktok.com",
              List.of("api.tiktok.com", "v16.tiktok.com"),
              3,
              14_300_000,
              108,
              1000),
          new FlowKind(
              "Instagram",
              "social",
              "instagram.com",
              List.of("i.instagram.com", "graph.instagram.com"),
              3,
              55_000,
              690,
              1200),
          new FlowKind(
              "WhatsApp", "social", "whatsapp.net", List.of("e1.whatsapp.net"), 2, 20_000, 60, 30),
          new FlowKind(
              "Amazon", "shopping", "amazon.com", List.of("www.amazon.com"), 1, 300_000, 250, 60),
          new FlowKind(
              "Apple Maps",
              "maps_navigation",
              "apple.com",
              List.of("gspe1-ssl.ls.apple.com"),
              1,
              343,
              3,
              12),
          new FlowKind(
              "Vivo", "tools", "vivoglobal.com", List.of("stsdk.vivoglobal.com"), 1, 588, 4, 1),
          new FlowKind(
              "SSL",
              "standardprotocol",
              "example.net",
              List.of("cdn.example.net"),
              1,
              5400,
              18,
              1));
}
