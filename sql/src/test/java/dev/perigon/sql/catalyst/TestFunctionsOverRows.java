package dev.perigon.sql.catalyst;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every block of {@code functions/rows/GROUP.sql}, where {@code args} is not enough: a line {@code
 * from values … as t(a)} with rows of its own, then expressions over them, one a line, each of
 * which gives what Spark gives, row by row, errors included.
 */
class TestFunctionsOverRows {
  private static DuckDbRunner duckDb;
  private static ExpressionOracle oracle;
  private static Block current;

  @BeforeAll
  static void start() throws SQLException {
    duckDb = new DuckDbRunner();
  }

  @AfterAll
  static void stop() throws SQLException {
    duckDb.close();
  }

  @TestFactory
  Stream<DynamicContainer> answerAsSparkDoes() {
    return TestFunctions.GROUPS.stream()
        .filter(TestFunctions::isWanted)
        .map(
            group ->
                DynamicContainer.dynamicContainer(
                    group, blocks("rows/" + group).stream().map(TestFunctionsOverRows::tests)));
  }

  /** The rows, and the expressions over them. */
  private record Block(TestTable rows, List<String> expressions) {}

  private static List<Block> blocks(String name) {
    List<Block> blocks = new ArrayList<>();
    for (String line : FunctionLines.of(name)) {
      if (line.startsWith("from values")) {
        blocks.add(new Block(new TestTable("t", "select * " + line), new ArrayList<>()));
      } else {
        blocks.get(blocks.size() - 1).expressions().add(line);
      }
    }
    return blocks;
  }

  private static DynamicContainer tests(Block block) {
    return DynamicContainer.dynamicContainer(
        block.rows().sql(),
        block.expressions().stream()
            .map(line -> DynamicTest.dynamicTest(line, () -> check(block, line))));
  }

  private static void check(Block block, String line) throws SQLException {
    if (block != current) {
      duckDb.add(block.rows());
      oracle = new ExpressionOracle(block.rows());
      current = block;
    }
    TestFunctions.check(line, block.rows(), oracle, duckDb);
  }
}
