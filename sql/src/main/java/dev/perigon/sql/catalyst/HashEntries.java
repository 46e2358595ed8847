package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Crc32;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Md5;
import org.apache.spark.sql.catalyst.expressions.Murmur3Hash;
import org.apache.spark.sql.catalyst.expressions.Sha1;
import org.apache.spark.sql.catalyst.expressions.Sha2;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Hash functions. */
final class HashEntries implements EntryGroup {
  @Override
  public String title() {
    return "Hash functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of(
        Entry.of(Md5.class, (e, w) -> "md5(%s)".formatted(w.write(e.child())), "md5"),
        Entry.of(Sha1.class, (e, w) -> "sha1(%s)".formatted(w.write(e.child())), "sha1", "sha"),
        Entry.of(Sha2.class, HashEntries::sha2, "sha2"),
        Entry.of(
            Crc32.class, (e, w) -> "perigon_crc32(hex(%s))".formatted(w.write(e.child())), "crc32"),
        Entry.of(
                Murmur3Hash.class,
                (e, w) -> "CAST(%s AS INTEGER)".formatted(chain("perigon_murmur3", e, e.seed(), w)),
                "hash")
            .withNote("Not of arrays, maps, structs and intervals."),
        Entry.of(XxHash64.class, (e, w) -> chain("perigon_xxhash64", e, e.seed(), w), "xxhash64")
            .withNote("Not of arrays, maps, structs and intervals."));
  }

  @Override
  public List<JavaFunction> functions() {
    return HashFunctions.all();
  }

  private static String sha2(Sha2 e, ExpressionWriter writer) {
    Optional<Integer> bits = Literals.integer(e.right());
    return bits.filter(b -> b == 0 || b == 256).isPresent()
        ? "sha256(%s)".formatted(writer.write(e.left()))
        : "perigon_sha2(hex(%s), %s)".formatted(writer.write(e.left()), writer.write(e.right()));
  }

  /** Each value is hashed with the hash so far as its seed. */
  private static String chain(String function, Expression e, long seed, ExpressionWriter writer) {
    String hash = "CAST(" + seed + " AS BIGINT)";
    for (Expression child : Scala.list(e.children())) {
      if (child.dataType() instanceof NullType) {
        continue;
      }
      hash =
          "%s(%s, '%s', %s)"
              .formatted(function, text(e, child, writer), child.dataType().sql(), hash);
    }
    return hash;
  }

  /** A text from which {@link HashFunctions} reads Spark's internal value. */
  private static String text(Expression e, Expression child, ExpressionWriter writer) {
    DataType type = child.dataType();
    String value = writer.write(child);
    if (type instanceof StringType) {
      return value;
    } else if (type instanceof BinaryType) {
      return "hex(%s)".formatted(value);
    } else if (type instanceof BooleanType) {
      return "CAST(CAST(%s AS INTEGER) AS VARCHAR)".formatted(value);
    } else if (type instanceof NumericType) {
      return "CAST(%s AS VARCHAR)".formatted(value);
    } else if (type instanceof DateType) {
      return "CAST(datediff('day', DATE '1970-01-01', %s) AS VARCHAR)".formatted(value);
    } else if (type instanceof TimestampType || type instanceof TimestampNTZType) {
      return "CAST(epoch_us(%s) AS VARCHAR)".formatted(value);
    }
    throw writer.unsupported(e, "of " + type.sql());
  }
}
