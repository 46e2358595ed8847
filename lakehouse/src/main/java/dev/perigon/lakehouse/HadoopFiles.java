package dev.perigon.lakehouse;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/** Hadoop's file systems, opened on first use: a local warehouse never loads their classes. */
final class HadoopFiles {
  private final Map<String, String> settings;
  private volatile Configuration configuration;

  HadoopFiles(Map<String, String> settings) {
    this.settings = settings;
  }

  synchronized Configuration configuration() {
    if (configuration == null) {
      Configuration made = new Configuration();
      settings.forEach(made::set);
      configuration = made;
    }
    return configuration;
  }

  FileSystem of(URI location) throws IOException {
    try {
      return path(location).getFileSystem(configuration());
    } catch (UnsupportedFileSystemException e) {
      throw LakehouseErrors.unknownScheme(location, e);
    } catch (RuntimeException e) {
      // Hadoop knows the class of s3a and others, which it does not bring.
      if (e.getCause() instanceof ClassNotFoundException) {
        throw LakehouseErrors.unknownScheme(location, e);
      }
      throw e;
    }
  }

  static Path path(URI location) {
    return new Path(location);
  }
}
