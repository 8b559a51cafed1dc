package org.jackfield.system.sip;

import static org.jackfield.system.TestServer.operation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jackfield.system.TestServer;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Makes security domains as an administrator does, and takes them away after a test class. In the
 * order of registration they stand before the applications that need them.
 */
public final class SecurityDomains implements BeforeAllCallback, AfterAllCallback {
  private final TestServer server = TestServer.shared();
  private final Deque<String> made = new ArrayDeque<>();
  private final List<Domain> wanted;

  private SecurityDomains(List<Domain> wanted) {
    this.wanted = wanted;
  }

  /** A domain by the name of which web applications and EJBs may ask for it. */
  public record Domain(String name, List<User> users) {}

  /** Somebody with a password that is kept as it is. */
  public record User(String name, String password, String... roles) {}

  public static SecurityDomains of(Domain... domains) {
    return new SecurityDomains(List.of(domains));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    wanted.forEach(this::make);
  }

  private void make(Domain domain) {
    String name = domain.name();
    String realm = "subsystem=elytron/filesystem-realm=" + name;
    ModelNode add = operation("add", realm);
    add.get("path").set("sip-users-" + name);
    add.get("relative-to").set("jboss.server.data.dir");
    make(realm, add);
    domain.users().forEach(user -> add(realm, user));

    String elytron = "subsystem=elytron/security-domain=" + name;
    add = operation("add", elytron);
    add.get("default-realm").set(name);
    add.get("permission-mapper").set("default-permission-mapper");
    ModelNode member = add.get("realms").add();
    member.get("realm").set(name);
    make(elytron, add);

    for (String user : List.of("undertow", "ejb3")) {
      String mapping = "subsystem=" + user + "/application-security-domain=" + name;
      add = operation("add", mapping);
      add.get("security-domain").set(name);
      make(mapping, add);
    }
  }

  private void make(String address, ModelNode add) {
    server.run(add);
    made.push(address);
  }

  private void add(String realm, User user) {
    ModelNode identity = operation("add-identity", realm);
    identity.get("identity").set(user.name());
    server.run(identity);
    ModelNode password = operation("set-password", realm);
    password.get("identity").set(user.name());
    password.get("clear", "password").set(user.password());
    server.run(password);
    ModelNode roles = operation("add-identity-attribute", realm);
    roles.get("identity").set(user.name());
    roles.get("name").set("Roles");
    List.of(user.roles()).forEach(role -> roles.get("value").add(role));
    if (user.roles().length > 0) {
      server.run(roles);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    while (!made.isEmpty()) {
      ModelNode remove = operation("remove", made.pop());
      // else the server waits for a reload
      remove.get("operation-headers", "allow-resource-service-restart").set(true);
      server.run(remove);
    }
  }
}
