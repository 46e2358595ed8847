package dev.perigon.lakehouse;

import dev.perigon.sql.error.PerigonException;
import io.delta.kernel.exceptions.InvalidTableException;
import io.delta.kernel.exceptions.KernelEngineException;
import io.delta.kernel.exceptions.TableNotFoundException;
import io.delta.kernel.exceptions.UnsupportedProtocolVersionException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/** Calls Kernel and says its failures in our words. */
final class KernelCalls {
  interface Call<T> {
    T run() throws IOException;
  }

  interface Action {
    void run() throws IOException;
  }

  private KernelCalls() {}

  static void run(URI table, Action action) {
    read(
        table,
        () -> {
          action.run();
          return Optional.empty();
        });
  }

  static <T> T read(URI table, Call<T> call) {
    try {
      return call.run();
    } catch (PerigonException | TableNotFoundException e) {
      throw e;
    } catch (UnsupportedTableFeatureException | UnsupportedProtocolVersionException e) {
      throw LakehouseErrors.unsupportedTable(table, e.getMessage());
    } catch (InvalidTableException e) {
      throw LakehouseErrors.corruptLog(table, "versions are missing");
    } catch (UncheckedIOException | IOException | KernelEngineException e) {
      throw failure(table, e);
    }
  }

  /**
   * Kernel's message may quote a line of the log, and so customers' values: it is not passed on.
   */
  private static PerigonException failure(URI table, Exception failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof PerigonException known) {
        return known;
      }
      if (t instanceof com.fasterxml.jackson.core.JsonProcessingException) {
        return LakehouseErrors.corruptLog(table, "a line is not JSON");
      }
      if (t instanceof FileNotFoundException missing) {
        return LakehouseErrors.missingFile(Locations.fromPlain(missing.getMessage()));
      }
      if (t instanceof IOException) {
        return LakehouseErrors.io("read", table, t);
      }
    }
    return LakehouseErrors.corruptLog(table, "its content is not what Delta's protocol says");
  }
}
