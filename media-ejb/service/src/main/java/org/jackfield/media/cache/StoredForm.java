package org.jackfield.media.cache;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.media.Freshness;
import org.jackfield.media.Freshness.Use;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Uses;

/**
 * A resource and its uses as bytes that begin with the version of their form: nodes of two releases
 * may meet.
 */
final class StoredForm {

  private static final int VERSION = 2;

  /** Of the first release, which counted no uses. */
  private static final int WITHOUT_USES = 1;

  record Stored(MediaResource resource, Uses uses) {}

  private StoredForm() {}

  static byte[] write(MediaResource resource, Uses uses) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(resource.address());
      out.writeUTF(resource.account());
      out.writeUTF(resource.tag());
      out.writeLong(resource.made().toEpochMilli());
      out.writeLong(resource.size());
      Freshness freshness = resource.freshness();
      out.writeLong(freshness.since().toEpochMilli());
      out.writeLong(freshness.ageThen().toMillis());
      out.writeLong(freshness.lifetime().map(Duration::toMillis).orElse(-1L));
      out.writeUTF(freshness.use().name());
      out.writeLong(freshness.staleIfError().toMillis());
      writeMap(out, resource.validators());
      writeMap(out, resource.varied());
      out.writeLong(uses.count());
      out.writeLong(uses.last().toEpochMilli());
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** Nothing where the bytes are of a version that is not known here. */
  static Optional<Stored> read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION && version != WITHOUT_USES) {
        return Optional.empty();
      }
      MediaResource resource =
          new MediaResource(
              in.readUTF(),
              in.readUTF(),
              in.readUTF(),
              Instant.ofEpochMilli(in.readLong()),
              in.readLong(),
              readFreshness(in),
              readMap(in),
              readMap(in));
      Uses uses =
          version == VERSION
              ? new Uses(in.readLong(), Instant.ofEpochMilli(in.readLong()))
              : Uses.none(resource.made());
      return Optional.of(new Stored(resource, uses));
    } catch (IOException | IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  private static Freshness readFreshness(DataInputStream in) throws IOException {
    Instant since = Instant.ofEpochMilli(in.readLong());
    Duration ageThen = Duration.ofMillis(in.readLong());
    long lifetime = in.readLong();
    Use use = Use.valueOf(in.readUTF());
    return new Freshness(
        since,
        ageThen,
        lifetime < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(lifetime)),
        use,
        Duration.ofMillis(in.readLong()));
  }

  private static void writeMap(DataOutputStream out, Map<String, String> map) throws IOException {
    out.writeInt(map.size());
    for (Map.Entry<String, String> entry : map.entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeUTF(entry.getValue());
    }
  }

  private static Map<String, String> readMap(DataInputStream in) throws IOException {
    int count = in.readInt();
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < count; i++) {
      map.put(in.readUTF(), in.readUTF());
    }
    return map;
  }
}
