package dev.perigon.cli;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code init}: a project of one's own, copied from a bundled one. */
@Command(
    name = "init",
    description = "Starts a project in a new folder as a copy of a bundled one.",
    footer = {"  perigon init my-shop --template retail", "  perigon run ./my-shop"})
final class InitVerb extends Verb {
  @Parameters(paramLabel = "DIR", description = "A new or empty folder.")
  private Path folder;

  @Option(
      names = "--template",
      paramLabel = "NAME",
      defaultValue = "retail",
      description = "The bundled project to copy (default: ${DEFAULT-VALUE}).")
  private String template;

  @Mixin private JsonOption json;

  InitVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Path source = ProjectFolders.of(terminal()).findBundled(template);
    Path target = terminal().folder().resolve(folder);
    try {
      if (Files.exists(target) && !isEmpty(target)) {
        throw CliErrors.folderNotEmpty(folder);
      }
      copy(source, target);
    } catch (IOException e) {
      throw CliErrors.cannotWrite(folder, e);
    }
    if (json.json()) {
      JsonText.print(
          terminal().out(),
          document -> {
            document.writeStartObject();
            document.writeStringField("folder", target.toAbsolutePath().normalize().toString());
            document.writeStringField("template", template);
            document.writeEndObject();
          });
    } else {
      terminal()
          .out()
          .println("Made %s; run it with: perigon run %s".formatted(folder, runnable()));
    }
    return 0;
  }

  private String runnable() {
    return folder.isAbsolute() || folder.getNameCount() > 1 ? folder.toString() : "./" + folder;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.findAny().isEmpty();
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    Path data = source.resolve("data");
    Files.walkFileTree(
        source,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (folder.equals(data)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(target.resolve(source.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, target.resolve(source.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
