package org.jackfield.system.sip;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * A key and its self-signed certificate, in a file of its own, made by the JDK's tool.
 *
 * @param name also the alias
 */
public record Keys(String name, Path file) {
  static final String PASSWORD = "changeit";
  private static final Path FOLDER = Path.of(System.getProperty("jackfield.test.work"), "keys");

  /** Makes a new one; alternative names are as in {@code dns:example.com}. */
  public static Keys make(String name, String... alternativeNames) {
    try {
      Files.createDirectories(FOLDER);
      Path file = FOLDER.resolve(name + ".p12").toAbsolutePath();
      Files.deleteIfExists(file);
      Keys keys = new Keys(name, file);
      List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC"));
      arguments.addAll(List.of("-dname", "CN=" + name, "-validity", "2"));
      if (alternativeNames.length > 0) {
        arguments.addAll(List.of("-ext", "san=" + String.join(",", alternativeNames)));
      }
      keys.tool(arguments.toArray(String[]::new));
      return keys;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Believes in somebody's certificate as well. */
  public Keys trusting(Keys other) {
    Path certificate = FOLDER.resolve(other.name + ".crt").toAbsolutePath();
    other.tool("-exportcert", "-file", certificate.toString());
    new Keys(other.name, file).tool("-importcert", "-noprompt", "-file", certificate.toString());
    return this;
  }

  private void tool(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-alias", name, "-keystore", file.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    try {
      Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(tool.getInputStream().readAllBytes());
      if (tool.waitFor() != 0) {
        throw new AssertionError(command + ": " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted", e);
    }
  }

  /** Shows this certificate and believes in those that it trusts. */
  SSLContext context() {
    try {
      KeyStore store = store();
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      return context(managers(store), trust.getTrustManagers());
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError("No TLS with " + file, e);
    }
  }

  /** Shows this certificate to whoever it is. */
  public SSLContext shownToAnybody() {
    try {
      return context(managers(store()), new TrustManager[] {new Trusting()});
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError("No TLS with " + file, e);
    }
  }

  private KeyStore store() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      return store;
    }
  }

  private static KeyManager[] managers(KeyStore store) throws GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    return keys.getKeyManagers();
  }

  /** For who does not ask whom it talks to. */
  public static SSLContext trustingAnybody() {
    try {
      return context(new KeyManager[0], new TrustManager[] {new Trusting()});
    } catch (GeneralSecurityException e) {
      throw new AssertionError("No TLS", e);
    }
  }

  private static SSLContext context(KeyManager[] keys, TrustManager[] trust)
      throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, trust, null);
    return context;
  }

  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
