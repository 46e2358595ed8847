package dev.perigon.lakehouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.perigon.sql.error.PerigonException;
import io.delta.kernel.exceptions.InvalidTableException;
import io.delta.kernel.exceptions.KernelException;
import io.delta.kernel.exceptions.UnsupportedProtocolVersionException;
import io.delta.kernel.exceptions.UnsupportedTableFeatureException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;

/**
 * Reads logs through Kernel and says its failures in our words. Kernel's messages may quote a line
 * of the log, and so customers' values: they stay in the cause.
 */
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
          return table;
        });
  }

  /**
   * @throws KernelException when there is no such table or version
   */
  static <T> T read(URI table, Call<T> call) {
    try {
      return call.run();
    } catch (PerigonException e) {
      throw e;
    } catch (UnsupportedTableFeatureException | UnsupportedProtocolVersionException e) {
      throw LakehouseErrors.unsupportedTable(table, e.getMessage());
    } catch (InvalidTableException e) {
      throw LakehouseErrors.corruptLog(table, "versions are missing", e);
    } catch (KernelException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw failure(table, e);
    }
  }

  private static PerigonException failure(URI table, Exception failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof PerigonException known) {
        return known;
      }
      if (t instanceof JsonProcessingException) {
        return LakehouseErrors.corruptLog(table, "a line is not JSON", failure);
      }
      if (t instanceof FileNotFoundException missing && missing.getMessage() != null) {
        return LakehouseErrors.corruptLog(
            table, "%s is missing".formatted(fileName(missing.getMessage())), failure);
      }
      if (t instanceof IOException) {
        return LakehouseErrors.io("read", table, t);
      }
    }
    return LakehouseErrors.corruptLog(
        table, "it does not hold what Delta's protocol says", failure);
  }

  private static String fileName(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
