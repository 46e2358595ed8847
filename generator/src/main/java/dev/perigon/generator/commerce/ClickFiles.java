package dev.perigon.generator.commerce;

import dev.perigon.generator.commerce.Calendar.Delivery;
import dev.perigon.generator.commerce.Visits.Click;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** {@code clickstream/clickstream_2025-10-09.parquet}, named by the last day. */
final class ClickFiles implements Source {
  private final Calendar calendar;
  private final Visits visits;
  private final Arrivals arrivals;

  ClickFiles(CommerceOptions options, Calendar calendar, Shoppers shoppers) {
    this.calendar = calendar;
    this.visits = new Visits(options, calendar, shoppers);
    this.arrivals = Arrivals.of(options, "clicks", Fault.LATE_EVENTS, 2);
  }

  @Override
  public String path(Delivery delivery) {
    return "clickstream/clickstream_%s.parquet".formatted(calendar.date(delivery.lastDay()));
  }

  @Override
  public long write(Delivery delivery, Path file) throws IOException {
    long[] rows = {0};
    try (ClickWriter writer = ClickWriter.to(file)) {
      for (int back = 0; back <= Math.min(arrivals.reach(), delivery.number()); back++) {
        int after = back;
        Delivery then = calendar.delivery(delivery.number() - back);
        for (int day = then.firstDay(); day <= then.lastDay(); day++) {
          visits.of(
              day,
              (index, click) -> rows[0] += write(writer, click, arrivals.copies(index, after)));
        }
      }
    }
    return rows[0];
  }

  private static int write(ClickWriter writer, Click click, int copies) {
    try {
      for (int i = 0; i < copies; i++) {
        writer.write(click);
      }
      return copies;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
