package dev.perigon.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where results go: standard output, or a file that appears only when it is whole. */
interface OutputFile {
  /** Something that writes to a stream. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  void write(Content content);

  static OutputFile standard(PrintStream out) {
    return content -> {
      try {
        content.writeTo(new PipeOutput(out));
        out.flush();
      } catch (IOException e) {
        throw new BrokenPipeException();
      }
    };
  }

  static OutputFile file(Path file) {
    return content -> {
      if (Files.isDirectory(file)) {
        throw CliErrors.outputIsFolder(file);
      }
      try {
        if (isDevice(file)) {
          try (OutputStream out = stream(file)) {
            content.writeTo(out);
          }
        } else {
          replace(Files.exists(file) ? file.toRealPath() : file, content);
        }
      } catch (IOException e) {
        throw CliErrors.cannotWrite(file, e);
      }
    };
  }

  /** Also a pipe: what is written to, and never replaced. */
  static boolean isDevice(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file);
  }

  private static void replace(Path file, Content content) throws IOException {
    Path partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      try (OutputStream out = stream(partial)) {
        content.writeTo(out);
      }
      Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(partial);
      throw e;
    }
  }

  private static OutputStream stream(Path file) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
  }
}
