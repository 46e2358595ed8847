package dev.perigon.pipelines;

import dev.perigon.sql.query.Relation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Keeps sources on the local disk where the project says that they are: symbolic links do not lead
 * out of the data folder, nor out of a place elsewhere that {@code read_files} itself names.
 */
final class SourceLinks implements Consumer<URI> {
  private final Relation.Files source;
  private final List<Path> folders;

  /**
   * @param data the data folder
   * @param declared what {@code source} names: no link when it is below {@code data}
   */
  SourceLinks(Relation.Files source, URI data, URI declared) {
    this.source = source;
    Stream<URI> places =
        isBelow(data, declared) ? Stream.of(data) : Stream.of(data, plain(declared));
    this.folders = places.filter(SourceLinks::isLocal).map(SourceLinks::real).toList();
  }

  private static boolean isLocal(URI place) {
    return place.getScheme() == null || place.getScheme().equalsIgnoreCase("file");
  }

  private static boolean isBelow(URI data, URI place) {
    return isLocal(data)
        && isLocal(place)
        && Path.of(place.getPath()).startsWith(Path.of(data.getPath()));
  }

  /** Up to the first name that is a pattern. */
  private static URI plain(URI place) {
    Path plain = Path.of("/");
    for (Path name : Path.of(place.getPath())) {
      if (SourcePath.isPattern(name.toString())) {
        break;
      }
      plain = plain.resolve(name);
    }
    return plain.toUri();
  }

  private static Path real(URI place) {
    Path path = Path.of(place.getPath());
    try {
      return path.toRealPath();
    } catch (IOException e) { // nothing there, which who lists it will see
      return path.toAbsolutePath().normalize();
    }
  }

  @Override
  public void accept(URI place) {
    if (isLocal(place) && folders.stream().noneMatch(real(place)::startsWith)) {
      throw UpdateErrors.linkLeadsOut(source, place);
    }
  }
}
