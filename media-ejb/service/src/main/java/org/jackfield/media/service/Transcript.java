package org.jackfield.media.service;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The text in the answer of a service: all of it, or the member {@code text} of an object. */
final class Transcript {

  private Transcript() {}

  static byte[] of(Origin.Reply reply) throws Unmade {
    String type = reply.contentType().toLowerCase(Locale.ROOT);
    if (!type.contains("json")) {
      return new String(reply.body(), StandardCharsets.UTF_8)
          .strip()
          .getBytes(StandardCharsets.UTF_8);
    }
    try (JsonReader reader = Json.createReader(new ByteArrayInputStream(reply.body()))) {
      JsonObject answer = reader.readObject();
      return answer.getString("text").strip().getBytes(StandardCharsets.UTF_8);
    } catch (JsonException | NullPointerException | ClassCastException wrong) {
      throw new Unmade(Unmade.BROKEN, "The service for transcription answered no text");
    }
  }
}
