package org.jackfield.sip.container.security;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.wildfly.security.auth.permission.LoginPermission;
import org.wildfly.security.auth.realm.SimpleMapBackedSecurityRealm;
import org.wildfly.security.auth.realm.SimpleRealmEntry;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.auth.server.SecurityRealm;
import org.wildfly.security.auth.server.event.SecurityEvent;
import org.wildfly.security.authz.MapAttributes;
import org.wildfly.security.authz.RoleDecoder;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.password.Password;
import org.wildfly.security.password.PasswordFactory;
import org.wildfly.security.password.WildFlyElytronPasswordProvider;
import org.wildfly.security.password.interfaces.BCryptPassword;
import org.wildfly.security.password.interfaces.ClearPassword;
import org.wildfly.security.password.spec.DigestPasswordAlgorithmSpec;
import org.wildfly.security.password.spec.EncryptablePasswordSpec;

/** An Elytron security domain with some users. */
final class Users {
  static final String REALM = "atlanta.example.com";
  static final Provider[] PROVIDERS = {WildFlyElytronPasswordProvider.getInstance()};

  private final Map<String, SimpleRealmEntry> entries = new HashMap<>();

  /** Alice is clear, bob SHA-256, carol MD5, dave is not readable, eve may not log in. */
  static Users usual() {
    return new Users()
        .with(
            "alice", ClearPassword.createRaw("clear", "wonderland".toCharArray()), "phone", "boss")
        .with("bob", digest("digest-sha-256", "bob", "builder"), "phone")
        .with("carol", digest("digest-md5", "carol", "christmas"), "phone")
        .with("dave", BCryptPassword.createRaw("bcrypt", new byte[23], new byte[16], 10), "phone")
        .with("eve", ClearPassword.createRaw("clear", "apple".toCharArray()), "phone");
  }

  Users with(String user, Password password, String... roles) {
    MapAttributes attributes = new MapAttributes();
    attributes.addAll("Roles", List.of(roles));
    entries.put(user, new SimpleRealmEntry(List.of(new PasswordCredential(password)), attributes));
    return this;
  }

  /** Made by Elytron itself, as the operation set-password of a filesystem realm does. */
  static Password digest(String stored, String user, String password) {
    try {
      return PasswordFactory.getInstance(stored, () -> PROVIDERS)
          .generatePassword(
              new EncryptablePasswordSpec(
                  password.toCharArray(), new DigestPasswordAlgorithmSpec(user, REALM)));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(e);
    }
  }

  SecurityDomain domain(Consumer<SecurityEvent> audit) {
    SimpleMapBackedSecurityRealm realm = new SimpleMapBackedSecurityRealm(() -> PROVIDERS);
    realm.setIdentityMap(entries);
    return domain(realm, audit);
  }

  static SecurityDomain domain(SecurityRealm realm, Consumer<SecurityEvent> audit) {
    SecurityDomain.Builder builder = SecurityDomain.builder();
    builder.addRealm("users", realm).setRoleDecoder(RoleDecoder.simple("Roles")).build();
    return builder
        .setDefaultRealmName("users")
        .setPermissionMapper((principal, roles) ->
            permission ->
                !principal.getPrincipal().getName().equals("eve")
                    && LoginPermission.getInstance().implies(permission))
        .setSecurityEventListener(audit)
        .build();
  }
}
