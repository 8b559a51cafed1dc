package org.jackfield.session.cache;

import static org.jackfield.session.cache.CachedJson.JSON;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jackfield.registration.Binding;
import org.jackfield.registration.Contact;
import org.jackfield.registration.Origin;
import org.jackfield.registration.UserAddress;

/** The bindings of a user as the cache holds them, by the rules of {@link SessionJson}. */
final class LocationJson {

  private static final int VERSION = 3;

  private LocationJson() {}

  static String write(List<Binding> bindings) {
    JsonArrayBuilder all = JSON.createArrayBuilder();
    bindings.forEach(binding -> all.add(json(binding)));
    return JSON.createObjectBuilder()
        .add("version", VERSION)
        .add("bindings", all)
        .build()
        .toString();
  }

  private static JsonObjectBuilder json(Binding binding) {
    Contact contact = binding.contact();
    Origin origin = binding.origin();
    JsonObjectBuilder json =
        JSON.createObjectBuilder()
            .add("contact", contact.uri())
            .add("own", contact.own())
            .add("q", contact.q())
            .add("since", binding.since().toString())
            .add("expires", binding.expires().toString())
            .add("callId", binding.callId())
            .add("cseq", binding.cseq())
            .add("path", JSON.createArrayBuilder(binding.path()))
            .add("agent", binding.userAgent())
            .add("transport", origin.transport())
            .add("host", origin.host())
            .add("port", origin.port())
            .add("local", origin.local())
            .add("node", origin.node())
            .add("standing", binding.standing());
    contact.instance().ifPresent(instance -> json.add("instance", instance));
    contact.regId().ifPresent(regId -> json.add("regId", regId));
    return json;
  }

  static List<Binding> read(UserAddress address, String text) {
    return CachedJson.read(text).getJsonArray("bindings").getValuesAs(JsonObject.class).stream()
        .map(json -> binding(address, json))
        .toList();
  }

  private static Binding binding(UserAddress address, JsonObject json) {
    String expires = json.getString("expires");
    return new Binding(
        address,
        new Contact(
            json.getString("contact"),
            json.getString("own"),
            Optional.empty(),
            (float) json.getJsonNumber("q").doubleValue(),
            Optional.ofNullable(json.getString("instance", null)),
            json.containsKey("regId") ? Optional.of(json.getInt("regId")) : Optional.empty()),
        // Versions 1 and 2 did not say: it begins, as far as is known, when it is renewed
        Instant.parse(json.getString("since", expires)),
        Instant.parse(expires),
        json.getString("callId"),
        json.getJsonNumber("cseq").longValue(),
        json.getJsonArray("path").getValuesAs(JsonString.class).stream()
            .map(JsonString::getString)
            .toList(),
        json.getString("agent"),
        new Origin(
            json.getString("transport"),
            json.getString("host"),
            json.getInt("port"),
            json.getString("local"),
            json.getString("node")),
        // Version 1 knew none: such a phone is called again when it has registered again
        json.getString("standing", ""));
  }
}
