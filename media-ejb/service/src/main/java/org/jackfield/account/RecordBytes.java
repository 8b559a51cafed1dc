package org.jackfield.account;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.Direction;
import org.jackfield.call.Notification;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Sid;

/** Records as bytes for the journal, with the version of their form in the first byte. */
final class RecordBytes {

  private static final int FORM = 1;
  private static final int CALL = 1;
  private static final int NOTIFICATION = 2;

  private RecordBytes() {}

  /** A record that was read. */
  sealed interface Read permits Call, Notice {}

  record Call(CallRecord call) implements Read {}

  record Notice(Notification notification) implements Read {}

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
        Exchange exchange = notification.exchange().get();
        text(out, exchange.method());
        text(out, exchange.address());
        text(out, exchange.parameters());
        out.writeInt(exchange.status());
        text(out, exchange.headers());
        text(out, exchange.body());
      }
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
    return new CallRecord(
        facts,
        text(in),
        optional(in).map(Instant::parse),
        optional(in).map(Instant::parse),
        optional(in),
        moment(in),
        in.readLong());
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
