package org.jackfield.account;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallSound;
import org.jackfield.call.Direction;
import org.jackfield.call.Notification;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;
import org.jackfield.call.Webhook;

/** Records as bytes for the journal, with the version of their form in the first byte. */
final class RecordBytes {

  private static final int FORM = 1;
  private static final int CALL = 1;
  private static final int NOTIFICATION = 2;
  private static final int WEBHOOK = 3;
  private static final int REMOVAL = 4;

  private RecordBytes() {}

  /** A record that was read. */
  sealed interface Read permits Call, Notice, Asked, Removed {}

  record Call(CallRecord call) implements Read {}

  record Notice(Notification notification) implements Read {}

  record Asked(Webhook webhook) implements Read {}

  record Removed(Sid call) implements Read {}

  static byte[] of(CallRecord call) {
    return written(out -> {
      out.writeByte(CALL);
      CallFacts facts = call.facts();
      text(out, facts.sid().value());
      text(out, facts.accountSid().value());
      text(out, facts.from());
      text(out, facts.to());
      text(out, facts.direction().name());
      moment(out, facts.created());
      optional(out, facts.parentSid().map(Sid::value));
      optional(out, facts.numberSid().map(Sid::value));
      optional(out, facts.forwardedFrom());
      optional(out, facts.callerName());
      out.writeInt(facts.further().size());
      for (Map.Entry<String, String> entry : facts.further().entrySet()) {
        text(out, entry.getKey());
        text(out, entry.getValue());
      }
      text(out, call.status());
      optional(out, call.answered().map(Instant::toString));
      optional(out, call.ended().map(Instant::toString));
      optional(out, call.answeredBy());
      moment(out, call.updated());
      out.writeLong(call.version());
      sound(out, call.sound());
    });
  }

  static byte[] of(Notification notification) {
    return written(out -> {
      out.writeByte(NOTIFICATION);
      text(out, notification.sid().value());
      text(out, notification.accountSid().value());
      text(out, notification.callSid().value());
      moment(out, notification.at());
      out.writeBoolean(notification.warning());
      out.writeInt(notification.code());
      text(out, notification.message());
      out.writeBoolean(notification.exchange().isPresent());
      if (notification.exchange().isPresent()) {
        exchange(out, notification.exchange().get());
      }
    });
  }

  static byte[] of(Webhook webhook) {
    return written(out -> {
      out.writeByte(WEBHOOK);
      text(out, webhook.sid().value());
      text(out, webhook.accountSid().value());
      text(out, webhook.callSid().value());
      moment(out, webhook.at());
      out.writeLong(webhook.took().toNanos());
      exchange(out, webhook.exchange());
    });
  }

  /** That a call, and all that is known of it, has been removed. */
  static byte[] ofRemoved(Sid call) {
    return written(out -> {
      out.writeByte(REMOVAL);
      text(out, call.value());
    });
  }

  static Read read(byte[] bytes) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
    int form = in.readByte();
    if (form != FORM) {
      throw new IOException("A record of form " + form + ", this server knows " + FORM);
    }
    int kind = in.readByte();
    try {
      return switch (kind) {
        case CALL -> new Call(call(in));
        case NOTIFICATION -> new Notice(notification(in));
        case WEBHOOK -> new Asked(webhook(in));
        case REMOVAL -> new Removed(new Sid(text(in)));
        default -> throw new IOException("A record of the unknown kind " + kind);
      };
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw new IOException("A record with a value that cannot be", wrong);
    }
  }

  private static CallRecord call(DataInputStream in) throws IOException {
    CallFacts facts =
        new CallFacts(
            new Sid(text(in)),
            new Sid(text(in)),
            text(in),
            text(in),
            Direction.valueOf(text(in)),
            moment(in),
            optional(in).map(Sid::new),
            optional(in).map(Sid::new),
            optional(in),
            optional(in),
            further(in));
    String status = text(in);
    Optional<Instant> answered = optional(in).map(Instant::parse);
    Optional<Instant> ended = optional(in).map(Instant::parse);
    Optional<String> answeredBy = optional(in);
    Instant updated = moment(in);
    long version = in.readLong();
    return new CallRecord(facts, status, answered, ended, answeredBy, sound(in), updated, version);
  }

  private static void sound(DataOutputStream out, Optional<CallSound> sound) throws IOException {
    out.writeBoolean(sound.isPresent());
    if (sound.isPresent()) {
      CallSound figures = sound.get();
      out.writeLong(figures.sent());
      out.writeLong(figures.received());
      out.writeLong(figures.lost());
      out.writeLong(figures.late());
      out.writeLong(figures.concealed());
      out.writeDouble(figures.jitterMillis());
      out.writeDouble(figures.roundTripMillis());
      out.writeDouble(figures.meanOpinionScore());
    }
  }

  /** Nothing in what an earlier server has written, which ends before it. */
  private static Optional<CallSound> sound(DataInputStream in) throws IOException {
    return in.available() > 0 && in.readBoolean()
        ? Optional.of(
            new CallSound(
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble()))
        : Optional.empty();
  }

  private static Map<String, String> further(DataInputStream in) throws IOException {
    int size = in.readInt();
    Map<String, String> further = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      String name = text(in);
      further.put(name, text(in));
    }
    return further;
  }

  private static Notification notification(DataInputStream in) throws IOException {
    return new Notification(
        new Sid(text(in)),
        new Sid(text(in)),
        new Sid(text(in)),
        moment(in),
        in.readBoolean(),
        in.readInt(),
        text(in),
        in.readBoolean() ? Optional.of(exchange(in)) : Optional.empty());
  }

  private static Webhook webhook(DataInputStream in) throws IOException {
    return new Webhook(
        new Sid(text(in)),
        new Sid(text(in)),
        new Sid(text(in)),
        moment(in),
        Duration.ofNanos(in.readLong()),
        exchange(in));
  }

  private static void exchange(DataOutputStream out, Exchange exchange) throws IOException {
    text(out, exchange.method());
    text(out, exchange.address());
    text(out, exchange.parameters());
    out.writeInt(exchange.status());
    text(out, exchange.headers());
    text(out, exchange.body());
  }

  private static Exchange exchange(DataInputStream in) throws IOException {
    return new Exchange(text(in), text(in), text(in), in.readInt(), text(in), text(in));
  }

  private static byte[] written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(FORM);
      writing.to(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException("Memory does not fail", impossible);
    }
    return bytes.toByteArray();
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("A text of " + length + " bytes, " + in.available() + " are left");
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private static void optional(DataOutputStream out, Optional<String> text) throws IOException {
    out.writeBoolean(text.isPresent());
    if (text.isPresent()) {
      text(out, text.get());
    }
  }

  private static Optional<String> optional(DataInputStream in) throws IOException {
    return in.readBoolean() ? Optional.of(text(in)) : Optional.empty();
  }

  private static void moment(DataOutputStream out, Instant moment) throws IOException {
    out.writeLong(moment.getEpochSecond());
    out.writeInt(moment.getNano());
  }

  private static Instant moment(DataInputStream in) throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }
}
