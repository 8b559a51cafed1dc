package org.jackfield.account;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jackfield.setting.WholeNumbers;
import org.jspecify.annotations.Nullable;

/** Where this server keeps its own files, its key, and for how long it keeps what it was told. */
@ApplicationScoped
public class Settings {

  private final int webhookDays = WholeNumbers.ofSystem().intOf("jackfield.webhooks.days", 30, 0);
  private final int notificationDays =
      WholeNumbers.ofSystem().intOf("jackfield.notifications.days", 90, 1);

  private @Nullable Secrets secrets;

  /** The data folder of the server. */
  public Path dataFolder() {
    return Path.of(System.getProperty("jboss.server.data.dir", "data"));
  }

  /** How long it is kept what applications were asked and answered; for zero, not at all. */
  Duration webhooksKept() {
    return Duration.ofDays(webhookDays);
  }

  /** How long it is kept what went wrong. */
  Duration notificationsKept() {
    return Duration.ofDays(notificationDays);
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
