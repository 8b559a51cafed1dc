package org.jackfield.account;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jackfield.call.Sid;
import org.jackfield.trunk.Gateway;
import org.jackfield.trunk.Route;
import org.jackfield.trunk.Routes;
import org.jackfield.trunk.Trunk;
import org.jackfield.trunk.TrunkSetting;
import org.jackfield.trunk.TrunkSettings;

/** Reads the operator's file of trunks. What is wrong is told with its place in the file. */
final class TrunkFileText {

  private final UnaryOperator<String> references;
  private final Map<String, Sid> named = new HashMap<>();

  /**
   * A reader.
   *
   * @param references fills in what texts refer to
   */
  TrunkFileText(UnaryOperator<String> references) {
    this.references = references;
  }

  /**
   * Reads a file.
   *
   * @throws IllegalArgumentException that says what is wrong, where, and no secret
   */
  Routes read(String text) {
    named.clear();
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      if (!(reader.readValue() instanceof JsonObject file)) {
        throw new IllegalArgumentException("must be an object of JSON");
      }
      known(file, "the file", Set.of("trunks", "routes"));
      List<Trunk> trunks = new ArrayList<>();
      for (Item item : items(file, "trunks", "")) {
        trunks.add(trunk(item));
      }
      List<Route> routes = new ArrayList<>();
      for (Item item : items(file, "routes", "")) {
        routes.add(route(item));
      }
      return new Routes(trunks, routes);
    } catch (JsonParsingException wrong) {
      throw new IllegalArgumentException(
          "no JSON in line "
              + wrong.getLocation().getLineNumber()
              + ", column "
              + wrong.getLocation().getColumnNumber(),
          wrong);
    } catch (JsonException wrong) {
      throw new IllegalArgumentException("no JSON: " + wrong.getMessage(), wrong);
    }
  }

  private record Item(String place, JsonObject object) {}

  private static List<Item> items(JsonObject owner, String name, String place) {
    JsonArray array = array(owner, name, place);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String here = place + name + "[" + i + "]";
      if (!(array.get(i) instanceof JsonObject object)) {
        throw new IllegalArgumentException(here + ": must be an object");
      }
      items.add(new Item(here + ".", object));
    }
    return items;
  }

  private static JsonArray array(JsonObject owner, String name, String place) {
    JsonValue value = owner.getOrDefault(name, JsonValue.EMPTY_JSON_ARRAY);
    if (value instanceof JsonArray array) {
      return array;
    }
    throw new IllegalArgumentException(place + name + ": must be a list");
  }

  private static void known(JsonObject object, String place, Set<String> names) {
    for (String name : object.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(place + ": " + name + " is no name that is known here");
      }
    }
  }

  private Trunk trunk(Item item) {
    String name = text(item, "name", "");
    if (name.isEmpty() || name.length() > 64) {
      throw new IllegalArgumentException(item.place() + "name: must have from 1 to 64 characters");
    }
    // The same name is the same trunk after the file has been changed
    Sid sid = new Sid("TK" + Secrets.hash("file/" + name).substring(0, 32));
    if (named.putIfAbsent(name, sid) != null) {
      throw new IllegalArgumentException(item.place() + "name: there are two of " + name);
    }
    Map<TrunkSetting, String> settings = new EnumMap<>(TrunkSetting.class);
    for (String key : item.object().keySet()) {
      if (!Set.of("name", "accounts", "gateways").contains(key)) {
        TrunkSetting setting =
            TrunkSetting.of(key)
                .orElseThrow(
                    () -> new IllegalArgumentException(item.place() + key + ": is no setting"));
        settings.put(setting, text(item, key, ""));
      }
    }
    Set<Sid> accounts = accounts(item);
    if (accounts.isEmpty() && !settings.getOrDefault(TrunkSetting.CREDENTIAL_LISTS, "").isBlank()) {
      throw new IllegalArgumentException(item.place() + "credentialLists: needs accounts");
    }
    List<Gateway> gateways = new ArrayList<>();
    for (Item gateway : items(item.object(), "gateways", item.place())) {
      gateways.add(gateway(gateway));
    }
    try {
      return TrunkSettings.of(settings).trunk(sid, name, accounts, gateways);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(item.place() + wrong.getMessage(), wrong);
    }
  }

  private Gateway gateway(Item item) {
    known(item.object(), item.place(), Set.of("address", "transport", "priority", "weight"));
    try {
      return Gateway.of(
          text(item, "address", ""),
          text(item, "transport", ""),
          Integer.parseInt(text(item, "priority", "10")),
          Integer.parseInt(text(item, "weight", "10")));
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          item.place() + "priority and weight must be whole numbers", wrong);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(item.place() + wrong.getMessage(), wrong);
    }
  }

  private Route route(Item item) {
    known(item.object(), item.place(), Set.of("prefix", "trunks", "accounts"));
    String prefix = text(item, "prefix", "");
    if (!prefix.matches("\\+?[0-9*#]{0,19}")) {
      throw new IllegalArgumentException(item.place() + "prefix: must be digits such as +49");
    }
    List<Sid> trunks = new ArrayList<>();
    for (String name : words(item, "trunks")) {
      Sid sid = named.get(name);
      if (sid == null && !Sid.isOne("TK", name)) {
        throw new IllegalArgumentException(item.place() + "trunks: there is no " + name);
      }
      trunks.add(sid == null ? new Sid(name) : sid);
    }
    return new Route(prefix, trunks, accounts(item));
  }

  private Set<Sid> accounts(Item item) {
    Set<Sid> accounts = new HashSet<>();
    for (String account : words(item, "accounts")) {
      if (!Sid.isOne("AC", account)) {
        throw new IllegalArgumentException(
            item.place() + "accounts: must be SIDs that begin with AC");
      }
      accounts.add(new Sid(account));
    }
    return accounts;
  }

  private List<String> words(Item item, String name) {
    List<String> words = new ArrayList<>();
    for (JsonValue value : array(item.object(), name, item.place())) {
      words.add(plain(value, item.place() + name));
    }
    return words;
  }

  private String text(Item item, String name, String otherwise) {
    JsonValue value = item.object().get(name);
    if (value == null) {
      return otherwise;
    }
    if (value instanceof JsonArray) {
      return String.join("\n", words(item, name));
    }
    return plain(value, item.place() + name);
  }

  private String plain(JsonValue value, String place) {
    return switch (value) {
      case JsonString text -> filled(text.getString(), place);
      case JsonNumber number -> number.toString();
      case JsonValue flag when flag.getValueType() == JsonValue.ValueType.TRUE -> "true";
      case JsonValue flag when flag.getValueType() == JsonValue.ValueType.FALSE -> "false";
      default -> throw new IllegalArgumentException(place + ": must be a text, number or flag");
    };
  }

  private String filled(String text, String place) {
    try {
      return references.apply(text);
    } catch (IllegalArgumentException missing) {
      throw new IllegalArgumentException(place + ": " + missing.getMessage(), missing);
    }
  }
}
