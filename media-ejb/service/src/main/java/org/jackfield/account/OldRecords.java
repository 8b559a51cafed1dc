package org.jackfield.account;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Removes what is not for ever: what was asked and answered, what went wrong, and checks of
 * numbers.
 */
@Singleton
@Startup
@DependsOn("FirstStart")
@TransactionManagement(TransactionManagementType.BEAN)
public class OldRecords {

  private static final Duration LIFE_OF_A_CHECK = Duration.ofDays(1);
  private static final Duration INTERVAL = Duration.ofHours(1);

  @Resource @Nullable TimerService timers;

  @Inject CallArchive archive;
  @Inject StoredCallerIdChecks checks;
  @Inject Settings settings;

  /** Begins to look, not before the database has its schema. */
  @PostConstruct
  void start() {
    Objects.requireNonNull(timers, "timers")
        .createIntervalTimer(
            INTERVAL.toMillis(), INTERVAL.toMillis(), new TimerConfig("old records", false));
  }

  @Timeout
  void sweep() {
    Instant now = InstantConverter.now();
    archive.removeWebhooks(now.minus(settings.webhooksKept()));
    archive.removeNotifications(now.minus(settings.notificationsKept()));
    // What came after a call was removed, on another node; an hour is longer than a record waits
    archive.removeOrphans(now.minus(INTERVAL.multipliedBy(3)), now.minus(INTERVAL));
    checks.remove(now.minus(LIFE_OF_A_CHECK));
  }
}
