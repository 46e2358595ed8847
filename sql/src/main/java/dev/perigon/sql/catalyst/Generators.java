package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExplodeBase;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Inline;
import org.apache.spark.sql.catalyst.expressions.JsonTuple;
import org.apache.spark.sql.catalyst.expressions.Stack;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Says explode and its kin: each output column is a list, all unnested in step. */
final class Generators {
  private final PlanRenderer plans;
  private final Names names;
  private final ExpressionRenderer expressions;

  Generators(PlanRenderer plans, Names names, ExpressionRenderer expressions) {
    this.plans = plans;
    this.names = names;
    this.expressions = expressions;
  }

  Select generate(Generate generate) {
    Expression generator = (Expression) generate.generator();
    if (generator instanceof Stack stack) {
      return unnest(generate, plans.render(generate.child()), stack(stack), "1");
    }
    if (generator instanceof JsonTuple tuple) {
      return jsonTuple(generate, tuple);
    }
    if (!(generator instanceof ExplodeBase) && !(generator instanceof Inline)) {
      throw expressions.unsupported(generator, "as a generator");
    }
    Expression collection = generator.children().head();
    String name = names.fresh();
    Select child = plans.render(generate.child());
    Map<String, String> columns = kept(generate);
    columns.put(name, expressions.text(collection));
    Select source = (child.takesColumns() ? child : plans.over(child)).columns(columns);
    return generator instanceof Inline
        ? inline(generate, source, (ArrayType) collection.dataType(), name)
        : unnest(generate, source, explode((ExplodeBase) generator, collection, name), name);
  }

  /** One row for each row, of texts that Java finds. */
  private Select jsonTuple(Generate generate, JsonTuple tuple) {
    String texts = names.fresh();
    Map<String, String> columns = kept(generate);
    columns.put(texts, JsonTuples.render(tuple, expressions));
    Select child = plans.render(generate.child());
    Select source = (child.takesColumns() ? child : plans.over(child)).columns(columns);
    Map<String, String> fields = new LinkedHashMap<>(kept(generate));
    List<Attribute> output = Scala.list(generate.generatorOutput());
    for (int i = 0; i < output.size(); i++) {
      fields.put(names.column(output.get(i).exprId()), "%s[%d]".formatted(texts, i + 1));
    }
    return plans.over(source).columns(fields);
  }

  private Map<String, String> kept(Generate generate) {
    return plans.same(Scala.list(generate.child().output()));
  }

  private static List<String> explode(ExplodeBase generator, Expression collection, String name) {
    List<String> lists = new ArrayList<>();
    boolean map = collection.dataType() instanceof MapType;
    if (generator.position()) {
      String length = map ? "cardinality(" + name + ")" : "len(" + name + ")";
      lists.add("CAST(range(CAST(" + length + " AS BIGINT)) AS INTEGER[])");
    }
    if (map) {
      lists.add("map_keys(" + name + ")");
      lists.add("map_values(" + name + ")");
    } else {
      lists.add(name);
    }
    return lists;
  }

  /** Rows one after the other, cut to the generator's number of rows. */
  private List<String> stack(Stack stack) {
    List<Expression> arguments = Scala.list(stack.children());
    int rows = ((Number) arguments.get(0).eval(null)).intValue();
    List<Expression> values = arguments.subList(1, arguments.size());
    int width = (values.size() + rows - 1) / rows;
    List<String> lists = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      List<String> cells = new ArrayList<>();
      for (int row = 0; row < rows; row++) {
        int at = row * width + column;
        cells.add(at < values.size() ? expressions.text(values.get(at)) : "NULL");
      }
      lists.add("[" + String.join(", ", cells) + "]");
    }
    return lists;
  }

  /**
   * @param collection what must have elements; with OUTER, a row of NULLs stands for an empty one
   */
  private Select unnest(Generate generate, Select source, List<String> lists, String collection) {
    Map<String, String> columns = kept(generate);
    List<Attribute> output = Scala.list(generate.generatorOutput());
    for (int i = 0; i < output.size(); i++) {
      columns.put(
          names.column(output.get(i).exprId()),
          "unnest(" + orNull(generate, lists.get(i), collection) + ")");
    }
    return plans.over(source).columns(columns).makesRows();
  }

  private static String orNull(Generate generate, String list, String collection) {
    return generate.outer() && !collection.equals("1")
        ? "CASE WHEN len(%1$s) > 0 THEN %1$s ELSE [NULL] END".formatted(list)
        : list;
  }

  private Select inline(Generate generate, Select source, ArrayType type, String name) {
    String row = names.fresh();
    Map<String, String> columns = kept(generate);
    columns.put(row, "unnest(" + orNull(generate, name, name) + ")");
    Map<String, String> fields = new LinkedHashMap<>(kept(generate));
    List<Attribute> output = Scala.list(generate.generatorOutput());
    StructField[] structure = ((StructType) type.elementType()).fields();
    for (int i = 0; i < structure.length; i++) {
      fields.put(
          names.column(output.get(i).exprId()),
          "struct_extract(%s, %s)"
              .formatted(row, Identifiers.literalForDuckDb(structure[i].name())));
    }
    return plans.over(plans.over(source).columns(columns)).columns(fields);
  }
}
