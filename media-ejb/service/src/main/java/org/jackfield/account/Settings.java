package org.jackfield.account;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where this server keeps its own files, and its key. */
@ApplicationScoped
public class Settings {

  private @Nullable Secrets secrets;

  /** The data folder of the server. */
  public Path dataFolder() {
    return Path.of(System.getProperty("jboss.server.data.dir", "data"));
  }

  @PostConstruct
  void open() {
    String file = System.getProperty("jackfield.key.file");
    try {
      secrets = Secrets.of(file == null ? dataFolder().resolve("jackfield.key") : Path.of(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The server's key cannot be read or made", unreadable);
    }
  }

  void use(Secrets given) {
    secrets = given;
  }

  Secrets secrets() {
    if (secrets == null) {
      throw new IllegalStateException("Not opened yet");
    }
    return secrets;
  }
}
