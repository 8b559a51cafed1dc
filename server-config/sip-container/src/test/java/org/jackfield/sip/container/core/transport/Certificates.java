package org.jackfield.sip.container.core.transport;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509TrustManager;
import org.wildfly.security.ssl.CipherSuiteSelector;
import org.wildfly.security.ssl.SSLContextBuilder;

/** Keys made by the JDK's own tool, each its own authority. */
final class Certificates {
  private static final char[] PASSWORD = "changeit".toCharArray();

  private Certificates() {}

  static KeyStore make(Path folder, String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IOException(said);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  /** Shows the key of one store and believes the other's. */
  static SSLContext context(KeyStore own, KeyStore trusted) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(own), trust(trusted), null);
    return context;
  }

  /** The same as the application server makes it, which may ask peers for their certificate. */
  static SSLContext server(KeyStore own, KeyStore trusted, boolean asking) throws Exception {
    return new SSLContextBuilder()
        .setKeyManager((X509ExtendedKeyManager) keys(own)[0])
        .setTrustManager((X509TrustManager) trust(trusted)[0])
        // As with the attribute cipher-suite-names: without it there is no TLS 1.3
        .setCipherSuiteSelector(
            CipherSuiteSelector.aggregate(
                CipherSuiteSelector.fromNamesString("TLS_AES_128_GCM_SHA256"),
                CipherSuiteSelector.openSslDefault()))
        .setNeedClientAuth(asking)
        .build()
        .create();
  }

  private static KeyManager[] keys(KeyStore own) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, PASSWORD);
    return keys.getKeyManagers();
  }

  private static TrustManager[] trust(KeyStore trusted) throws Exception {
    KeyStore authorities = KeyStore.getInstance("PKCS12");
    authorities.load(null, null);
    String alias = trusted.aliases().nextElement();
    authorities.setCertificateEntry(alias, trusted.getCertificate(alias));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(authorities);
    return trust.getTrustManagers();
  }
}
