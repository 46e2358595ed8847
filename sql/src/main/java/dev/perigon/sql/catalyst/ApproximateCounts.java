package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.XxHash64Function;
import org.apache.spark.sql.catalyst.expressions.aggregate.HyperLogLogPlusPlus;
import org.apache.spark.sql.catalyst.util.HyperLogLogPlusPlusHelper;
import org.apache.spark.sql.types.DataType;

/**
 * {@code approx_count_distinct} with Spark's own estimate. Each value marks one of 2^p registers
 * with the zeros that its hash begins with, as in the paper of Heule, Nunkesser and Hall (2013).
 * DuckDB gathers the different marks, of which there are few, and Spark's code counts.
 */
final class ApproximateCounts {
  private static final String MARK = "perigon_approximate_mark";
  private static final String COUNT = "perigon_approximate_count";

  /** Marks are register × 64 + zeros. */
  private static final int RANKS = 64;

  private static final int REGISTER_BITS = 6;
  private static final int REGISTERS_PER_WORD = Long.SIZE / REGISTER_BITS;
  private static final long SEED = 42;

  private ApproximateCounts() {}

  static String render(HyperLogLogPlusPlus count, AggregateCall call, ExpressionWriter writer) {
    Expression child = count.child();
    String mark =
        "%s(%s, %s, %d)"
            .formatted(
                MARK,
                HashEntries.text(count, child, writer),
                HashEntries.type(child),
                precision(count.relativeSD()));
    AggregateCall distinct = new AggregateCall(true, call.filters(), call.over());
    String marks = distinct.where(writer.write(child) + " IS NOT NULL").of("list", mark);
    return "%s(coalesce(array_to_string(%s, ','), ''), CAST('%s' AS DOUBLE))"
        .formatted(COUNT, marks, count.relativeSD());
  }

  /** How many bits of a hash choose the register, as Spark has it. */
  private static int precision(double relativeSd) {
    return (int) Math.ceil(2 * Math.log(1.106 / relativeSd) / Math.log(2));
  }

  static List<JavaFunction> functions() {
    return List.of(
        new JavaFunction(
            MARK,
            List.of(Scalar.STRING, Scalar.STRING, Scalar.INTEGER),
            Scalar.INTEGER,
            a -> a.get(0) == null ? null : mark(a)),
        new JavaFunction(
            COUNT,
            List.of(Scalar.STRING, Scalar.DOUBLE),
            Scalar.LONG,
            a -> count((String) a.get(0), (Double) a.get(1))));
  }

  private static int mark(List<Object> arguments) {
    DataType type = HashFunctions.type((String) arguments.get(1));
    Object value = normal(TransportValues.value((String) arguments.get(0), type));
    long hash = XxHash64Function.hash(value, type, SEED, false, false);
    int precision = (Integer) arguments.get(2);
    int register = (int) (hash >>> (Long.SIZE - precision));
    long rest = (hash << precision) | 1L << (precision - 1);
    return register * RANKS + Long.numberOfLeadingZeros(rest) + 1;
  }

  /** One zero and one NaN. */
  private static Object normal(Object value) {
    if (value instanceof Double number) {
      return number.isNaN() ? Double.NaN : number + 0.0;
    }
    return value instanceof Float number
        ? (Object) (number.isNaN() ? Float.NaN : number + 0f)
        : value;
  }

  private static long count(String marks, double relativeSd) {
    HyperLogLogPlusPlusHelper helper = new HyperLogLogPlusPlusHelper(relativeSd);
    long[] words = new long[helper.numWords()];
    if (!marks.isEmpty()) {
      for (String mark : marks.split(",", -1)) {
        raise(words, Integer.parseInt(mark) / RANKS, Integer.parseInt(mark) % RANKS);
      }
    }
    InternalRow buffer = new GenericInternalRow(words.length);
    for (int i = 0; i < words.length; i++) {
      buffer.setLong(i, words[i]);
    }
    return helper.query(buffer, 0);
  }

  /** A register keeps its highest rank. */
  private static void raise(long[] words, int register, int rank) {
    int word = register / REGISTERS_PER_WORD;
    int shift = REGISTER_BITS * (register - word * REGISTERS_PER_WORD);
    long mask = (1L << REGISTER_BITS) - 1;
    if (rank > (words[word] >>> shift & mask)) {
      words[word] = words[word] & ~(mask << shift) | (long) rank << shift;
    }
  }
}
