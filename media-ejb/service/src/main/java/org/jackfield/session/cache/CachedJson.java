package org.jackfield.session.cache;

import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;

/** The JSON that the caches hold. Any thread. */
final class CachedJson {

  /** Looked for once: the methods of {@code Json} look through all archives at each call. */
  static final JsonProvider JSON = JsonProvider.provider();

  private CachedJson() {}

  static JsonObject read(String text) {
    try (JsonReader reader = JSON.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
