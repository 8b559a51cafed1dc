package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jackfield.call.CallRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records wait while the database is really away, and are in it once when it is back. */
class RecordsOnPostgresTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void keepsWhatEndsWhileTheDatabaseIsAway() throws Exception {
    int port = freePort();
    CallRecord before = Samples.completed(Samples.ringing(Samples.BEGIN));
    CallRecord meanwhile = Samples.ringing(Samples.BEGIN);
    EmbeddedPostgres server = start(port);
    try (TestDatabase test =
            new TestDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        Journal journal = new Journal(folder.resolve("journal"), 1 << 24, System::nanoTime)) {
      RecordWriter writer = new RecordWriter(journal, new Archive(test));
      Thread thread = Thread.ofPlatform().start(writer);
      writer.keep(before);
      awaitFact(() -> writer.waiting(before.facts().sid()).isEmpty());

      server.close();
      writer.keep(meanwhile);
      writer.keep(Samples.completed(meanwhile));
      assertThat(writer.waiting(meanwhile.facts().sid())).isPresent();

      server = start(port);
      awaitFact(() -> writer.waiting(meanwhile.facts().sid()).isEmpty());
      writer.close();
      assertThat(thread.join(DEADLINE)).as("it ends when it is told to").isTrue();
      assertThat(records(test)).as("each once, in its last state").isEqualTo("2 of completed");
    } finally {
      server.close();
    }
  }

  private static String records(TestDatabase test) {
    return test.within(() ->
        test.entityManager
            .createQuery("select count(c) from CallEntry c where c.ended is not null")
            .getSingleResult())
        + " of completed";
  }

  private EmbeddedPostgres start(int port) throws IOException {
    return EmbeddedPostgres.builder()
        .setDataDirectory(folder.resolve("data"))
        .setCleanDataDirectory(false)
        .setPort(port)
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitFact(BooleanSupplier fact) {
    long end = System.nanoTime() + DEADLINE.toNanos();
    while (!fact.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the time until it must be true").isLessThan(end);
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** The entity manager is for one thread at a time. */
  private record Archive(TestDatabase test) implements RecordWriter.Target {

    @Override
    public void write(Batch batch) {
      test.within(() -> {
        test.archive.write(batch);
        return batch;
      });
    }

    @Override
    public boolean isThere() {
      return test.within(test.archive::isThere);
    }
  }
}
