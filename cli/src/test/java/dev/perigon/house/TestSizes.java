package dev.perigon.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule 2 of the house: files of at most 500 lines, methods of at most 60. A test may be a long
 * table of cases: 100.
 */
final class TestSizes {
  private static final int FILE_LINES = 500;
  private static final int METHOD_LINES = 60;
  private static final int TEST_LINES = 100;

  @TempDir private Path temp;

  @Test
  void noFileIsLongerThanFiveHundredLines() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (Path file : Repository.javaFiles()) {
      int lines = Files.readAllLines(file).size();
      if (lines > FILE_LINES) {
        tooLong.add(Repository.relative(file) + ": " + lines + " lines");
      }
    }
    assertThat(tooLong).isEmpty();
  }

  @Test
  void noMethodIsLongerThanSixtyLines() throws IOException {
    List<Path> files = Repository.javaFiles();
    assertThat(files).hasSizeGreaterThan(50);
    assertThat(longMethods(files)).isEmpty();
  }

  @Test
  void aMethodOfSixtyOneLinesIsFound() throws IOException {
    Path file = temp.resolve("Long.java");
    Files.writeString(file, "class Long {\n  void m() {\n" + "\n".repeat(59) + "  }\n}\n");
    assertThat(longMethods(List.of(file))).singleElement().asString().contains("m: 61 lines");
  }

  private static List<String> longMethods(List<Path> files) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> found = new ArrayList<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new MethodLengths(unit, positions, found).scan(unit, null);
      }
    }
    return found;
  }

  private static final class MethodLengths extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;

    MethodLengths(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      LineMap lines = unit.getLineMap();
      long first = lines.getLineNumber(positions.getStartPosition(unit, method));
      long last = lines.getLineNumber(positions.getEndPosition(unit, method));
      boolean test = unit.getSourceFile().getName().contains("/src/test/");
      if (last - first + 1 > (test ? TEST_LINES : METHOD_LINES)) {
        found.add(
            "%s: %s: %d lines"
                .formatted(unit.getSourceFile().getName(), method.getName(), last - first + 1));
      }
      return super.visitMethod(method, nothing);
    }
  }
}
