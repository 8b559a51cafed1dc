package org.jackfield.account;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.io.StringReader;
import java.util.EnumMap;
import java.util.Map;
import org.jackfield.call.Sid;
import org.jackfield.trunk.TrunkSetting;
import org.jspecify.annotations.Nullable;

/**
 * A provider or another exchange, as an account has set it up. A password must be told to whoever
 * asks with a realm that nobody knows before, so it is kept encrypted and not as a hash.
 */
@Entity
@Table(name = "trunk")
public class TrunkEntry extends Edited {

  /** So long all that is set may be together, without secrets. */
  public static final int LONGEST = 16_000;

  String settings = "{}";

  @Nullable String password;

  @Column(name = "inward_password")
  @Nullable String inwardPassword;

  /** For the provider of persistence. */
  protected TrunkEntry() {}

  /** A new one of which nothing is set. */
  public TrunkEntry(Sid owner, String friendlyName) {
    super(Sid.random("TK"), owner, friendlyName);
  }

  /** What is set, without secrets. */
  public Map<TrunkSetting, String> settings() {
    Map<TrunkSetting, String> read = new EnumMap<>(TrunkSetting.class);
    try (JsonReader reader = Json.createReader(new StringReader(settings))) {
      JsonObject all = reader.readObject();
      for (String key : all.keySet()) {
        TrunkSetting.of(key).ifPresent(setting -> read.put(setting, all.getString(key)));
      }
    }
    return read;
  }

  /** Sets what is given, and leaves the rest; secrets are passed over. */
  public void set(Map<TrunkSetting, String> given) {
    Map<TrunkSetting, String> all = settings();
    all.putAll(given);
    JsonObjectBuilder json = Json.createObjectBuilder();
    all.forEach((setting, text) -> {
      if (!setting.isSecret()) {
        json.add(setting.key(), text);
      }
    });
    settings = json.build().toString();
  }

  /** Whether a secret is set. */
  public boolean has(TrunkSetting secret) {
    return sealed(secret) != null;
  }

  /** A secret as it is kept. */
  @Nullable String sealed(TrunkSetting secret) {
    return secret == TrunkSetting.PASSWORD ? password : inwardPassword;
  }

  /** Keeps a secret, which is encrypted. */
  void seal(TrunkSetting secret, @Nullable String sealed) {
    if (secret == TrunkSetting.PASSWORD) {
      password = sealed;
    } else {
      inwardPassword = sealed;
    }
  }

  /** Whether it is no longer than what can be kept. */
  public boolean fits() {
    return settings.length() <= LONGEST;
  }
}
