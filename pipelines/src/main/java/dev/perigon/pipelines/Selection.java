package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which datasets an update refreshes, and which of them from nothing.
 *
 * @param named those that are computed even when nothing says that they would change
 */
record Selection(Set<TableName> refresh, Set<TableName> rebuild, Set<TableName> named) {
  private static final String ALL = "all";

  Selection {
    refresh = Set.copyOf(refresh);
    rebuild = Set.copyOf(rebuild);
    named = Set.copyOf(named);
  }

  static Selection of(Project project, Datasets datasets, UpdateRequest request) {
    Set<TableName> everything =
        datasets.all().stream().map(Dataset::name).collect(Collectors.toSet());
    Set<TableName> rebuild =
        request.fullRefresh().stream().anyMatch(Selection::isAll)
            ? resettable(datasets)
            : named(project, datasets, request.fullRefresh());
    if (request.refresh().isEmpty()) {
      return new Selection(everything, rebuild, rebuild);
    }
    Set<TableName> refresh = new HashSet<>(names(project, datasets, request.refresh()));
    refresh.addAll(rebuild);
    return new Selection(refresh, rebuild, refresh);
  }

  /** The same but for {@code resting}, unless they are named. */
  Selection without(Set<TableName> resting) {
    Set<TableName> rest = new HashSet<>(refresh);
    rest.removeIf(name -> resting.contains(name) && !named.contains(name));
    return new Selection(rest, rebuild, named);
  }

  static boolean isAll(String name) {
    return ALL.equalsIgnoreCase(name);
  }

  private static Set<TableName> resettable(Datasets datasets) {
    return datasets.all().stream()
        .filter(Dataset::mayBeReset)
        .map(Dataset::name)
        .collect(Collectors.toSet());
  }

  private static Set<TableName> named(Project project, Datasets datasets, List<String> written) {
    Set<TableName> names = names(project, datasets, written);
    datasets.all().stream()
        .filter(dataset -> names.contains(dataset.name()) && !dataset.mayBeReset())
        .findFirst()
        .ifPresent(
            dataset -> {
              throw ProjectErrors.resetNotAllowed(dataset);
            });
    return names;
  }

  /** One dataset, as written. */
  static TableName named(Project project, Datasets datasets, String written) {
    return names(project, datasets, List.of(written)).iterator().next();
  }

  private static Set<TableName> names(Project project, Datasets datasets, List<String> written) {
    Set<TableName> names = new HashSet<>();
    for (String text : written) {
      List<String> parts = Arrays.asList(text.strip().split("\\.", -1));
      Optional<Dataset> dataset =
          parts.size() > 3
              ? Optional.empty()
              : datasets.find(TableName.of(parts, project.namespace()));
      names.add(dataset.orElseGet(() -> alone(datasets, text)).name());
    }
    return names;
  }

  /** The only dataset of a name without schema, whichever schema it is in. */
  private static Dataset alone(Datasets datasets, String written) {
    List<Dataset> alike =
        datasets.all().stream()
            .filter(dataset -> dataset.name().table().equalsIgnoreCase(written.strip()))
            .toList();
    if (alike.size() == 1) {
      return alike.get(0);
    }
    Collection<Dataset> known = alike.isEmpty() ? datasets.all() : alike;
    List<String> names = known.stream().map(each -> datasets.shortName(each.name())).toList();
    throw alike.isEmpty()
        ? UpdateErrors.unknownDataset(written, names)
        : UpdateErrors.severalDatasets(written, names);
  }
}
