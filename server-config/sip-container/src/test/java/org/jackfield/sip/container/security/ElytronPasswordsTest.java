package org.jackfield.sip.container.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jackfield.sip.container.security.DigestAlgorithm.MD5;
import static org.jackfield.sip.container.security.DigestAlgorithm.SHA_256;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jackfield.sip.container.security.Passwords.Account;
import org.jackfield.sip.container.security.Passwords.Found;
import org.jackfield.sip.container.security.Passwords.Unavailable;
import org.jackfield.sip.container.security.Passwords.Unknown;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wildfly.security.auth.principal.NamePrincipal;
import org.wildfly.security.auth.realm.FileSystemSecurityRealm;
import org.wildfly.security.auth.realm.LegacyPropertiesSecurityRealm;
import org.wildfly.security.auth.server.ModifiableRealmIdentity;
import org.wildfly.security.auth.server.SecurityDomain;
import org.wildfly.security.authz.MapAttributes;
import org.wildfly.security.credential.PasswordCredential;
import org.wildfly.security.password.Password;

/** The realms that operators use. */
class ElytronPasswordsTest {
  private static final byte[] SECRET = new byte[32];

  @Test
  void readsDigestsOfAFilesystemRealm(@TempDir Path root) throws Exception {
    FileSystemSecurityRealm realm =
        FileSystemSecurityRealm.builder().setRoot(root).setProviders(() -> Users.PROVIDERS).build();
    add(realm, "bob", Users.digest("digest-sha-256", "bob", "builder"));
    add(realm, "carol", Users.digest("digest-md5", "carol", "christmas"));
    Passwords passwords = passwords(Users.domain(realm, event -> {}));

    assertThat(secret(passwords.find("bob", Users.REALM, SHA_256)))
        .isEqualTo(SHA_256.secret("bob", Users.REALM, "builder"));
    assertThat(secret(passwords.find("carol", Users.REALM, MD5)))
        .isEqualTo(MD5.secret("carol", Users.REALM, "christmas"));
    assertThat(passwords.find("bob", "elsewhere", SHA_256)).isEqualTo(new Unknown());
    assertThat(passwords.find("bob", Users.REALM, MD5)).isEqualTo(new Unknown());
    assertThat(passwords.find("nobody", Users.REALM, SHA_256)).isEqualTo(new Unknown());
    assertThat(passwords.find("../bob", Users.REALM, SHA_256)).isEqualTo(new Unknown());
    Phone phone = phone(passwords);
    assertThat(phone.login(SHA_256, "bob", "builder")).isInstanceOf(Verdict.Verified.class);
    assertThat(phone.login(SHA_256, "bob", "wrecker")).isEqualTo(new Verdict.Refused());
  }

  private static void add(FileSystemSecurityRealm realm, String user, Password password)
      throws Exception {
    ModifiableRealmIdentity identity = realm.getRealmIdentityForUpdate(new NamePrincipal(user));
    identity.create();
    identity.setCredentials(List.of(new PasswordCredential(password)));
    MapAttributes attributes = new MapAttributes();
    attributes.addAll("Roles", List.of("phone"));
    identity.setAttributes(attributes);
    identity.dispose();
  }

  @Test
  void offersOnlyMd5WhereThePropertiesRealmKeepsHashes() throws Exception {
    String hash = HexFormat.of().formatHex(MD5.secret("bob", Users.REALM, "builder"));
    Passwords passwords = passwords(Users.domain(properties("bob=" + hash, false), event -> {}));
    Phone phone = phone(passwords);

    assertThat(passwords.support(SHA_256)).isFalse();
    assertThat(phone.challenges())
        .singleElement()
        .satisfies(offer -> assertThat(offer).contains("algorithm=MD5"));
    assertThat(phone.login(MD5, "bob", "builder"))
        .isInstanceOfSatisfying(
            Verdict.Verified.class,
            verified -> assertThat(verified.caller().isInRole("phone")).isTrue());
    assertThat(phone.login(MD5, "bob", "wrecker")).isEqualTo(new Verdict.Refused());
  }

  @Test
  void offersBothWhereThePropertiesRealmKeepsPlainText() throws Exception {
    Passwords passwords = passwords(Users.domain(properties("bob=builder", true), event -> {}));
    Phone phone = phone(passwords);

    assertThat(phone.challenges()).hasSize(2);
    assertThat(phone.login(SHA_256, "bob", "builder")).isInstanceOf(Verdict.Verified.class);
    assertThat(phone.login(MD5, "bob", "builder")).isInstanceOf(Verdict.Verified.class);
  }

  private static LegacyPropertiesSecurityRealm properties(String users, boolean plainText)
      throws Exception {
    return LegacyPropertiesSecurityRealm.builder()
        .setProviders(() -> Users.PROVIDERS)
        .setUsersStream(stream("#$REALM_NAME=" + Users.REALM + "$\n" + users + "\n"))
        .setGroupsStream(stream("bob=phone\n"))
        .setGroupsAttribute("Roles")
        .setDefaultRealm(Users.REALM)
        .setPlainText(plainText)
        .build();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void tellsABrokenRealmFromAnUnknownUser() throws Exception {
    Passwords passwords = passwords(Users.domain(new BrokenRealm(), event -> {}));

    assertThat(passwords.find("bob", Users.REALM, SHA_256)).isEqualTo(new Unavailable());
    assertThat(phone(passwords).login(SHA_256, "bob", "builder"))
        .isEqualTo(new Verdict.Unavailable());
  }

  @Test
  void leavesTheCallerToWhatIsCalledAndRunsAsAnotherRole() throws Exception {
    SecurityDomain domain = Users.usual().domain(event -> {});
    Verdict.Verified verified =
        (Verdict.Verified) phone(passwords(domain)).login(SHA_256, "alice", "wonderland");

    String seen =
        verified
            .caller()
            .identity()
            .runAs(
                (java.security.PrivilegedAction<String>)
                    () -> domain.getCurrentSecurityIdentity().getPrincipal().getName());
    assertThat(seen).isEqualTo("alice");

    Caller clerk = new Caller(Caller.runAs(verified.caller().identity(), "clerk"));
    assertThat(clerk.principal().getName()).isEqualTo("alice");
    assertThat(clerk.isInRole("clerk")).isTrue();
    assertThat(clerk.isInRole("boss")).isFalse();
    assertThat(clerk.identity().getRoles("ejb", true).contains("clerk")).isTrue();
  }

  private static byte[] secret(Found found) {
    assertThat(found).isInstanceOf(Account.class);
    Account account = (Account) found;
    byte[] secret = account.secret();
    account.refuse();
    return secret;
  }

  private static Passwords passwords(SecurityDomain domain) {
    return new ElytronPasswords(domain);
  }

  private static Phone phone(Passwords passwords) {
    return new Phone(
        new DigestVerifier(
            Users.REALM, passwords, DigestSettings.DEFAULT, SECRET, InstantSource.system()),
        "192.0.2.7");
  }
}
