package org.jackfield.session.cache;

import static org.jackfield.session.cache.CachedJson.JSON;
import static org.jackfield.session.cache.CachedJson.read;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import org.jackfield.session.Checkpoint;
import org.jackfield.session.Cookie;
import org.jackfield.session.CookieJar;
import org.jackfield.session.SessionKey;

/**
 * What the caches hold (D9): JSON with a version, so that nodes of two releases can share it. A
 * reader takes any version and passes over what it does not know; a writer never changes the
 * meaning of a name.
 */
final class SessionJson {

  private static final int VERSION = 1;

  private SessionJson() {}

  static String write(CookieJar jar) {
    JsonArrayBuilder cookies = JSON.createArrayBuilder();
    jar.cookies().forEach(cookie -> cookies.add(json(cookie)));
    return start().add("cookies", cookies).build().toString();
  }

  private static JsonObjectBuilder json(Cookie cookie) {
    return JSON.createObjectBuilder()
        .add("name", cookie.name())
        .add("value", cookie.value())
        .add("domain", cookie.domain())
        .add("path", cookie.path())
        .add("hostOnly", cookie.hostOnly())
        .add("secure", cookie.secure())
        .add("httpOnly", cookie.httpOnly())
        .add("created", cookie.created().toString())
        .add("expires", cookie.expires().toString());
  }

  static CookieJar jar(String text) {
    List<Cookie> cookies =
        read(text).getJsonArray("cookies").getValuesAs(JsonObject.class).stream()
            .map(SessionJson::cookie)
            .toList();
    return new CookieJar(cookies);
  }

  private static Cookie cookie(JsonObject json) {
    return new Cookie(
        json.getString("name"),
        json.getString("value"),
        json.getString("domain"),
        json.getString("path"),
        json.getBoolean("hostOnly"),
        json.getBoolean("secure"),
        json.getBoolean("httpOnly"),
        Instant.parse(json.getString("created")),
        Instant.parse(json.getString("expires")));
  }

  static String write(Checkpoint checkpoint) {
    SessionKey key = checkpoint.key();
    return start()
        .add("call", checkpoint.callSid())
        .add("account", checkpoint.accountSid())
        .add("application", key.application())
        .add("one", key.one())
        .add("other", key.other())
        .add("record", checkpoint.record())
        .add("base", checkpoint.base())
        .add("document", checkpoint.document())
        .add("position", checkpoint.position())
        .add("node", checkpoint.node())
        .add("at", checkpoint.at().toString())
        .build()
        .toString();
  }

  static Checkpoint checkpoint(String text) {
    JsonObject json = read(text);
    return new Checkpoint(
        json.getString("call"),
        json.getString("account"),
        new SessionKey(
            json.getString("account"),
            json.getString("application"),
            json.getString("one"),
            json.getString("other")),
        json.getString("record"),
        json.getString("base"),
        json.getString("document"),
        json.getInt("position"),
        json.getString("node"),
        Instant.parse(json.getString("at")));
  }

  private static JsonObjectBuilder start() {
    return JSON.createObjectBuilder().add("version", VERSION);
  }
}
