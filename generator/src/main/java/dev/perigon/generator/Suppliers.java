package dev.perigon.generator;

import java.util.List;

/** {@code products/suppliers.csv}. */
final class Suppliers implements CsvSource {
  private static final List<String> COUNTRIES = List.of("USA", "Germany", "Japan", "Mexico");
  private static final List<String> KINDS =
      List.of("Trading", "Supply Co.", "& Sons", "Imports, Inc.", "Wholesale");
  private static final List<String> TERMS = List.of("Net 30", "Net 45", "Net 60");

  private final RetailShape shape;
  private final Draw name;
  private final Draw contact;
  private final Draw terms;

  Suppliers(long seed, RetailShape shape) {
    this.shape = shape;
    this.name = Draw.of(seed, "suppliers.supplier_name");
    this.contact = Draw.of(seed, "suppliers.contact_person");
    this.terms = Draw.of(seed, "suppliers.payment_terms");
  }

  @Override
  public String path() {
    return "products/suppliers";
  }

  @Override
  public List<String> header() {
    return List.of(
        "supplier_id",
        "supplier_name",
        "contact_person",
        "email",
        "phone",
        "address",
        "country",
        "payment_terms",
        "quality_rating");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = Ids.of("SUP", shape.suppliers());
    for (int i = 0; i < shape.suppliers(); i++) {
      String brand = name.pick(i, Vocabulary.BRANDS);
      sink.row(
          ids.id(i),
          brand + " " + name.pick(i + (1L << 32), KINDS),
          contact.pick(i, Vocabulary.FIRST_NAMES).text()
              + " "
              + contact.pick(i + (1L << 32), Vocabulary.LAST_NAMES).text(),
          "sales" + (i + 1) + "@supplier.example.com",
          "+1-555-01" + Text.twoDigits(contact.below(i + (2L << 32), 100)),
          contact.between(i + (3L << 32), 1, 999)
              + " "
              + contact.pick(i + (4L << 32), Vocabulary.STREETS),
          terms.pick(i, COUNTRIES),
          terms.pick(i + (1L << 32), TERMS),
          Text.money(terms.between(i + (2L << 32), 300, 500)));
    }
  }
}
