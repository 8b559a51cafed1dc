package org.jackfield.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final Mailbox<String> mailbox = new Mailbox<>();

  @Test
  void givesWhatWasPutInInOrder() {
    mailbox.put("one");
    mailbox.put("two");

    assertThat(mailbox.take(Duration.ZERO)).contains("one");
    assertThat(mailbox.take(Duration.ZERO)).contains("two");
    assertThat(mailbox.take(Duration.ZERO)).isEmpty();
  }

  @Test
  void letsUrgentLettersOvertake() {
    mailbox.put("key");
    mailbox.putUrgent("hung up");

    assertThat(mailbox.take(Duration.ZERO)).contains("hung up");
  }

  @Test
  void refusesWhatHasNoRoomButNotWhatIsUrgent() {
    for (int i = 0; i < Mailbox.CAPACITY; i++) {
      assertThat(mailbox.put("key")).isTrue();
    }

    assertThat(mailbox.put("key")).isFalse();
    assertThat(mailbox.putUrgent("hung up")).isTrue();
  }

  @Test
  void waitsForALetter() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Thread writer =
        Thread.startVirtualThread(() -> {
          begun.countDown();
          mailbox.put("late");
        });

    assertThat(mailbox.take(DEADLINE)).contains("late");
    writer.join(DEADLINE);
  }

  @Test
  void losesNothingOfManyWriters() {
    for (int i = 0; i < 10; i++) {
      Thread.startVirtualThread(() -> mailbox.put("letter"));
    }

    for (int i = 0; i < 10; i++) {
      assertThat(mailbox.take(DEADLINE)).isPresent();
    }
  }
}
