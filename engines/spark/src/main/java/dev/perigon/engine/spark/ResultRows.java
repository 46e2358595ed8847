package dev.perigon.engine.spark;

import dev.perigon.engine.Rows;
import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** A result that is fetched partition by partition. */
final class ResultRows implements Rows {
  private final Iterator<Row> rows;
  private final Schema schema;
  private final SourceVerdict verdict;
  private Row current;

  ResultRows(Dataset<Row> result, Schema schema, SourceVerdict verdict) {
    this.rows = result.toLocalIterator();
    this.schema = schema;
    this.verdict = verdict;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public boolean next() {
    try {
      boolean more = rows.hasNext();
      current = more ? rows.next() : null;
      return more;
    } catch (Exception e) {
      throw verdict.explain(e);
    }
  }

  @Override
  public Object value(int index) {
    return java(current.get(index));
  }

  private static Object java(Object value) {
    if (value instanceof Row struct) {
      List<Object> fields = new ArrayList<>();
      for (int i = 0; i < struct.size(); i++) {
        fields.add(java(struct.get(i)));
      }
      return fields;
    }
    if (value instanceof scala.collection.Seq<?> array) {
      List<Object> elements = new ArrayList<>();
      CollectionConverters.asJava(array).forEach(element -> elements.add(java(element)));
      return elements;
    }
    if (value instanceof scala.collection.Map<?, ?> map) {
      Map<Object, Object> entries = new LinkedHashMap<>();
      CollectionConverters.asJava(map).forEach((k, v) -> entries.put(java(k), java(v)));
      return entries;
    }
    return value;
  }

  @Override
  public void close() {}
}
