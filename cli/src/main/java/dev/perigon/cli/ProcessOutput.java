package dev.perigon.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** The process's standard output, which keeps what a PrintStream passes over: why it failed. */
final class ProcessOutput extends FileOutputStream {
  private IOException failure;

  ProcessOutput(FileDescriptor descriptor) {
    super(descriptor);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      super.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /** Why output is not where it should be; a reader who had enough of it is no loss. */
  Optional<IOException> lost() {
    return Optional.ofNullable(failure)
        .filter(e -> !String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("pipe"));
  }
}
