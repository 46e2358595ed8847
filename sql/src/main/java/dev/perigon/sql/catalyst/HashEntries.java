package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.Identifiers;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Crc32;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Md5;
import org.apache.spark.sql.catalyst.expressions.Murmur3Hash;
import org.apache.spark.sql.catalyst.expressions.Sha1;
import org.apache.spark.sql.catalyst.expressions.Sha2;
import org.apache.spark.sql.catalyst.expressions.XxHash64;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;

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
            "hash"),
        Entry.of(XxHash64.class, (e, w) -> chain("perigon_xxhash64", e, e.seed(), w), "xxhash64"));
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
      if (!(child.dataType() instanceof NullType)) {
        hash = "%s(%s, %s, %s)".formatted(function, text(e, child, writer), type(child), hash);
      }
    }
    return hash;
  }

  /** The type's JSON, as a string literal. */
  static String type(Expression e) {
    return Identifiers.literalForDuckDb(e.dataType().json());
  }

  /** A text from which {@link HashFunctions} reads Spark's internal value. */
  static String text(Expression e, Expression child, ExpressionWriter writer) {
    DataType type = child.dataType();
    String value = writer.write(child);
    return type instanceof BooleanType
        ? "CAST(CAST(%s AS INTEGER) AS VARCHAR)".formatted(value)
        : new Transport(writer).argument(e, value, type);
  }
}
