package org.jackfield.media.rtp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jackfield.media.Room;
import org.jackfield.media.codec.G711;
import org.jackfield.media.rtp.FarSide.Packet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A room, and telephones that come into it and speak. */
abstract class RoomWorld extends ClockedWorld {

  static final int ANNA_HERTZ = 440;
  static final int BEN_HERTZ = 1_000;
  static final byte[] ANNAS = voice(ANNA_HERTZ);
  static final byte[] BENS = voice(BEN_HERTZ);

  private final List<FarSide> phones = new ArrayList<>();
  FarSide anna;
  FarSide ben;
  FarSide cleo;
  Room room;
  private int annasFrame;
  private int bensFrame;

  @BeforeEach
  void open() throws Exception {
    anna = phone;
    ben = friend;
    cleo = new FarSide();
    phones.add(cleo);
    room = engine.room(10);
  }

  @AfterEach
  void hangUp() {
    phones.forEach(FarSide::close);
  }

  static byte[] voice(int hertz) {
    short[] samples = sine(hertz, 2_000);
    byte[] bytes = new byte[samples.length];
    G711.encodeMu(samples, 0, samples.length, bytes, 0);
    return bytes;
  }

  Room.Member comes(FarSide who) throws Exception {
    return comes(who, "0 101");
  }

  Room.Member comes(FarSide who, String formats, String... attributes) throws Exception {
    return room.join(answered(who, formats, attributes)).orElseThrow();
  }

  void annaSpeaks(int frames) throws Exception {
    for (int i = 0; i < frames; i++) {
      int at = annasFrame++ % 100 * FRAME;
      anna.speak(0, Arrays.copyOfRange(ANNAS, at, at + FRAME));
      pass(1);
    }
  }

  void bothSpeak(int frames) throws Exception {
    for (int i = 0; i < frames; i++) {
      int at = bensFrame++ % 100 * FRAME;
      ben.speak(0, Arrays.copyOfRange(BENS, at, at + FRAME));
      annaSpeaks(1);
    }
  }

  /** The last frame of so many, as samples. */
  static short[] last(FarSide who, int frames) throws Exception {
    return samples(who.hears(frames).getLast());
  }

  static short[] samples(Packet packet) {
    short[] samples = new short[FRAME];
    G711.decodeMu(packet.payload(), 0, FRAME, samples, 0);
    return samples;
  }

  /** Whatever has been sent to it by now, taken away. */
  List<Packet> drained(FarSide who) {
    settle();
    return who.heardSoFar();
  }

  static double share(short[] frame, int hertz) {
    return Tones.share(frame, hertz);
  }

  FarSide phone() throws Exception {
    FarSide one = new FarSide();
    phones.add(one);
    return one;
  }
}
