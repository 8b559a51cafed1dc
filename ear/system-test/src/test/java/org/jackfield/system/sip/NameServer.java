package org.jackfield.system.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server of one zone, on a port of loopback. */
final class NameServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final List<Record> zone;
  private final List<String> questions = new CopyOnWriteArrayList<>();

  /** Serves the records, in the text form of master files: name, type, data. */
  NameServer(Record... records) {
    zone = List.of(records);
    try {
      socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  static Record record(String name, int type, String data) {
    try {
      return Record.fromString(
          org.xbill.DNS.Name.fromString(name), type, DClass.IN, 60, data, org.xbill.DNS.Name.root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return socket.getLocalPort();
  }

  /** What was asked so far, as {@code SRV _sip._udp.example.test.} */
  List<String> questions() {
    return questions;
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private byte[] answer(byte[] bytes) throws IOException {
    Message query = new Message(bytes);
    Record question = query.getQuestion();
    questions.add(Type.string(question.getType()) + " " + question.getName());
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.AA);
    answer.addRecord(question, Section.QUESTION);
    boolean known = false;
    for (Record record : zone) {
      if (record.getName().equals(question.getName())) {
        known = true;
        if (record.getType() == question.getType()) {
          answer.addRecord(record, Section.ANSWER);
        }
      }
    }
    answer.getHeader().setRcode(known ? Rcode.NOERROR : Rcode.NXDOMAIN);
    return answer.toWire();
  }

  @Override
  public void close() {
    socket.close();
  }
}
