package org.jackfield.account;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRecords;
import org.jackfield.call.Notification;
import org.jackfield.call.Sid;
import org.jackfield.call.Webhook;
import org.jspecify.annotations.Nullable;

/** Keeps calls beside the call: in the journal at once, in the database soon. Any thread. */
@ApplicationScoped
public class JournaledCallRecords implements CallRecords {

  private static final long MOST_BYTES = 1L << 30;
  private static final Duration FAREWELL = Duration.ofSeconds(20);

  @Inject CallArchive archive;
  @Inject Settings settings;
  @Resource @Nullable ManagedThreadFactory threads;

  private @Nullable Journal journal;
  private @Nullable RecordWriter writer;
  private @Nullable Thread thread;

  @PostConstruct
  void open() {
    try {
      Journal opened =
          new Journal(settings.dataFolder().resolve("journal"), MOST_BYTES, System::nanoTime);
      journal = opened;
      writer = new RecordWriter(opened, new Archive());
    } catch (IOException unwritable) {
      throw new UncheckedIOException("The journal of calls cannot be opened", unwritable);
    }
  }

  /** Begins to write, once the schema is there. */
  void start() {
    if (threads == null) {
      throw new IllegalStateException("The server gave no threads");
    }
    thread = threads.newThread(writer());
    thread.setName("jackfield-records");
    thread.start();
  }

  @PreDestroy
  void close() {
    writer().close();
    try {
      if (thread != null) {
        thread.join(FAREWELL);
      }
      if (journal != null) {
        journal.close();
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    } catch (IOException unwritable) {
      throw new UncheckedIOException("The journal of calls cannot be closed", unwritable);
    }
  }

  @Override
  public void keep(CallRecord call) {
    writer().keep(call);
  }

  @Override
  public void keep(Notification notification) {
    writer().keep(notification);
  }

  @Override
  public void keep(Webhook webhook) {
    if (!settings.webhooksKept().isZero()) {
      writer().keep(webhook);
    }
  }

  /**
   * A call is removed from the database, with its notifications and webhooks; it does not come back
   * when what the journal has of it is read again.
   */
  public void remove(Sid call) {
    writer().remove(call);
  }

  /** A record that is not in the database yet. */
  public Optional<CallRecord> waiting(Sid call) {
    return writer().waiting(call);
  }

  /** All records of an account that are not in the database yet. */
  public List<CallRecord> waitingOf(Sid account) {
    return writer().waitingOf(account);
  }

  private RecordWriter writer() {
    if (writer == null) {
      throw new IllegalStateException("Not opened yet");
    }
    return writer;
  }

  private final class Archive implements RecordWriter.Target {
    @Override
    public void write(Batch batch) {
      archive.write(batch);
    }

    @Override
    public boolean isThere() {
      return archive.isThere();
    }
  }
}
