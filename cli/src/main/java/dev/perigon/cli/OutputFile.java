package dev.perigon.cli;

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
      Path partial = file.resolveSibling(file.getFileName() + ".partial");
      try {
        try (OutputStream out =
            new java.io.BufferedOutputStream(Files.newOutputStream(partial), 1 << 16)) {
          content.writeTo(out);
        } catch (IOException | RuntimeException e) {
          Files.deleteIfExists(partial);
          throw e;
        }
        Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw CliErrors.cannotWrite(file, e);
      }
    };
  }
}
