package dev.perigon.pipelines;

import java.util.LinkedHashMap;
import java.util.Map;

/** A project's parameters: defaults from {@code perigon.yml}, values from {@code --set}. */
final class Parameters {
  private Parameters() {}

  /** {@code settings} keep the kind of the default: a text stays a text. */
  static Map<String, Object> override(
      Map<String, Object> defaults, Map<String, String> settings, Complaints complaints) {
    Map<String, Object> values = new LinkedHashMap<>(defaults);
    settings.forEach(
        (name, text) -> {
          Object byDefault = defaults.get(name);
          if (byDefault == null) {
            complaints.add(ProjectErrors.unknownParameter(name, defaults.keySet()));
            return;
          }
          Object value = byDefault instanceof String ? text : YamlNode.typed(text);
          if (byDefault instanceof Boolean != value instanceof Boolean
              || byDefault instanceof Number != value instanceof Number) {
            complaints.add(ProjectErrors.parameterKind(name, byDefault));
            return;
          }
          values.put(name, value);
        });
    return values;
  }
}
