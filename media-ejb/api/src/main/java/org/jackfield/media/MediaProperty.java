package org.jackfield.media;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator has set of the media layer, wherever it is read. Any thread. */
public final class MediaProperty {

  private static final String OURS = "jackfield.media.";

  private MediaProperty() {}

  /**
   * From the system's properties; those of the media layer else from variables such as {@code
   * JACKFIELD_MEDIA_PLACES} for {@code jackfield.media.places}.
   */
  public static @Nullable String ofSystem(String name) {
    String property = System.getProperty(name);
    return property == null && name.startsWith(OURS) ? System.getenv(variable(name)) : property;
  }

  /** The same, nothing where it is empty. */
  public static Optional<String> find(String name) {
    return Optional.ofNullable(ofSystem(name)).map(String::strip).filter(it -> !it.isEmpty());
  }

  static String variable(String name) {
    return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
