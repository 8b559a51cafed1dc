package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Notification;
import org.jackfield.call.Sid;
import org.jackfield.call.Webhook;
import org.junit.jupiter.api.Test;

class RecordBytesTest {

  @Test
  void readsACallAsItWas() throws IOException {
    CallRecord call = Samples.completed(Samples.ringing(Samples.BEGIN));

    assertThat(RecordBytes.read(RecordBytes.of(call))).isEqualTo(new RecordBytes.Call(call));
  }

  @Test
  void readsACallOfAServerThatKnewNothingOfSound() throws IOException {
    CallRecord call = Samples.ringing(Samples.BEGIN);
    byte[] bytes = RecordBytes.of(call);

    assertThat(RecordBytes.read(Arrays.copyOf(bytes, bytes.length - 1)))
        .isEqualTo(new RecordBytes.Call(call));
  }

  @Test
  void readsANotificationAsItWas() throws IOException {
    Notification notification = Samples.notification();

    assertThat(RecordBytes.read(RecordBytes.of(notification)))
        .isEqualTo(new RecordBytes.Notice(notification));
  }

  @Test
  void readsAWebhookAsItWas() throws IOException {
    Webhook webhook = Samples.webhook(Sid.random("CA"));

    assertThat(RecordBytes.read(RecordBytes.of(webhook))).isEqualTo(new RecordBytes.Asked(webhook));
  }

  @Test
  void refusesAFormOfALaterServer() {
    byte[] record = RecordBytes.of(Samples.notification());
    record[0] = 9;

    assertThatThrownBy(() -> RecordBytes.read(record)).hasMessageContaining("form 9");
  }

  @Test
  void refusesBrokenRecordsAndNothingWorse() {
    byte[] record = RecordBytes.of(Samples.ringing(Samples.BEGIN));
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] broken = Arrays.copyOf(record, random.nextInt(record.length));
      if (broken.length > 1) {
        broken[1 + random.nextInt(broken.length - 1)] = (byte) random.nextInt();
      }
      try {
        RecordBytes.read(broken);
      } catch (IOException expected) {
        assertThat(expected).isInstanceOf(IOException.class);
      }
    }
  }
}
