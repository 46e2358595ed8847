package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.catalyst.expressions.Crc32;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Murmur3HashFunction;
import org.apache.spark.sql.catalyst.expressions.Sha2;
import org.apache.spark.sql.catalyst.expressions.Unhex;
import org.apache.spark.sql.catalyst.expressions.XxHash64Function;
import org.apache.spark.sql.types.DataType;

/** Spark's hashes, by Spark's own code. */
final class HashFunctions {
  private static final Map<String, DataType> TYPES = new ConcurrentHashMap<>();

  private HashFunctions() {}

  static List<JavaFunction> all() {
    return List.of(
        hash("perigon_murmur3", Murmur3HashFunction::hash),
        hash("perigon_xxhash64", XxHash64Function::hash),
        SparkFunction.of(
            "perigon_crc32", JavaEntry.strings(1), Scalar.LONG, a -> new Crc32(bytes(a.get(0)))),
        SparkFunction.of(
            "perigon_sha2",
            List.of(Scalar.STRING, Scalar.INTEGER),
            Scalar.STRING,
            a -> new Sha2(bytes(a.get(0)), a.get(1))));
  }

  private static Expression bytes(Expression hex) {
    return new Unhex(hex);
  }

  /** Hashes one of Spark's internal values, starting from a seed. */
  private interface Hash {
    long hash(Object value, DataType type, long seed, boolean collations, boolean legacy);
  }

  static DataType type(String json) {
    return TYPES.computeIfAbsent(json, DataType::fromJson);
  }

  /** A value as text, its type as JSON, and the seed. */
  private static JavaFunction hash(String name, Hash hash) {
    return new JavaFunction(
        name,
        List.of(Scalar.STRING, Scalar.STRING, Scalar.LONG),
        Scalar.LONG,
        arguments -> {
          DataType type = type((String) arguments.get(1));
          Object value = TransportValues.value((String) arguments.get(0), type);
          return hash.hash(value, type, (Long) arguments.get(2), false, false);
        });
  }
}
