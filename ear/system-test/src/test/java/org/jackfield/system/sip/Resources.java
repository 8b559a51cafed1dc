package org.jackfield.system.sip;

import static org.jackfield.system.TestServer.operation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jackfield.system.TestServer;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Resources that an administrator adds to a server, here for the time of a test class, or until
 * they are closed, in the order given.
 */
public final class Resources implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  private static final String SIP = "subsystem=sip";
  private static final String BINDINGS = "socket-binding-group=standard-sockets/socket-binding=";

  private final TestServer server;
  private final Map<String, Consumer<ModelNode>> wanted = new LinkedHashMap<>();
  private final Map<String, Consumer<ModelNode>> replaced = new LinkedHashMap<>();
  private final Deque<Runnable> undoing = new ArrayDeque<>();

  /** For the shared server. */
  Resources() {
    this(TestServer.shared());
  }

  /** For another. */
  public Resources(TestServer server) {
    this.server = server;
  }

  Resources with(String address, Consumer<ModelNode> attributes) {
    wanted.put(address, attributes);
    return this;
  }

  /** A connector with a socket binding of its own on 127.0.0.1. */
  public Resources connector(
      String name, String transport, int port, Consumer<ModelNode> attributes) {
    return with(BINDINGS + name, binding -> binding.get("port").set(port))
        .with(
            SIP + "/connector=" + name,
            connector -> {
              connector.get("transport").set(transport);
              connector.get("socket-binding").set(name);
              attributes.accept(connector);
            });
  }

  /** An interface by its name and address. */
  Resources networkInterface(String name, String address) {
    return with("interface=" + name, add -> add.get("inet-address").set(address));
  }

  /** The same on another interface than the public one. */
  Resources connector(
      String name,
      String transport,
      int port,
      String networkInterface,
      Consumer<ModelNode> attributes) {
    connector(name, transport, port, attributes);
    return with(
        BINDINGS + name,
        binding -> {
          binding.get("port").set(port);
          binding.get("interface").set(networkInterface);
        });
  }

  /** SSL contexts of Elytron with these keys: {@code name-server} and {@code name-client}. */
  public Resources ssl(String name, Keys keys, Consumer<ModelNode> serverContext) {
    return with(
            "subsystem=elytron/key-store=" + name,
            store -> {
              store.get("path").set(keys.file().toString());
              store.get("type").set("PKCS12");
              store.get("credential-reference", "clear-text").set(Keys.PASSWORD);
            })
        .with(
            "subsystem=elytron/key-manager=" + name,
            manager -> {
              manager.get("key-store").set(name);
              manager.get("credential-reference", "clear-text").set(Keys.PASSWORD);
            })
        .with(
            "subsystem=elytron/trust-manager=" + name,
            manager -> manager.get("key-store").set(name))
        .with(
            "subsystem=elytron/server-ssl-context=" + name + "-server",
            context -> {
              managers(context, name);
              serverContext.accept(context);
            })
        .with(
            "subsystem=elytron/client-ssl-context=" + name + "-client",
            context -> managers(context, name));
  }

  private static void managers(ModelNode context, String name) {
    context.get("key-manager").set(name);
    context.get("trust-manager").set(name);
  }

  /** Another resource in the place of one that is there, which comes back afterwards. */
  Resources replacing(String address, Consumer<ModelNode> attributes) {
    replaced.put(address, attributes);
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    add();
  }

  /** Adds them now. */
  public Resources add() {
    wanted.forEach((address, attributes) -> {
      ModelNode add = operation("add", address);
      attributes.accept(add);
      server.run(add);
      undoing.push(() -> remove(address));
    });
    replaced.forEach((address, attributes) -> {
      ModelNode before = server.run(operation("read-resource", address));
      remove(address);
      undoing.push(() -> add(address, before));
      ModelNode after = before.clone();
      attributes.accept(after);
      add(address, after);
      undoing.push(() -> remove(address));
    });
    return this;
  }

  private void add(String address, ModelNode attributes) {
    ModelNode add = operation("add", address);
    attributes.keys().stream()
        .filter(attributes::hasDefined)
        .forEach(name -> add.get(name).set(attributes.get(name)));
    server.run(add);
  }

  private void remove(String address) {
    ModelNode remove = operation("remove", address);
    // else Elytron keeps what it made until a reload
    remove.get("operation-headers", "allow-resource-service-restart").set(true);
    server.run(remove);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    while (!undoing.isEmpty()) {
      undoing.pop().run();
    }
  }
}
