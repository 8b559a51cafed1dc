package org.jackfield.media.rtp;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jackfield.media.MediaStatistics;
import org.jackfield.media.Playback;
import org.jackfield.media.Recording;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Agreement;
import org.jackfield.media.sdp.Crypto;
import org.jackfield.media.sdp.DescriptionWriter;
import org.jackfield.media.sdp.LocalMedia;
import org.jackfield.media.sdp.Negotiation;
import org.jackfield.media.sdp.Negotiation.Agreed;
import org.jackfield.media.sdp.SessionDescription;

/** What the outside sees of a leg. Any thread; what moves packets is the {@link Leg}. */
final class RtpSession implements MediaSession {

  private final Leg leg;
  private final Scribe scribe;
  private final Runnable giveBack;
  private final Negotiation negotiation;
  private final DescriptionWriter writer;
  private Optional<Crypto> offeredKey = Optional.empty();
  private Optional<Agreement> agreement = Optional.empty();
  private String description = "";
  private int version;
  private boolean begun;
  private boolean closed;

  /** What is given back at the end is done once. */
  RtpSession(Leg leg, LocalMedia local, Scribe scribe, Runnable giveBack) {
    this.leg = leg;
    this.scribe = scribe;
    this.giveBack = giveBack;
    negotiation = new Negotiation(local);
    writer = new DescriptionWriter(local);
  }

  synchronized void offer(Optional<Crypto> key) {
    offeredKey = key;
    description = writer.offer(++version, key);
    begin();
  }

  @Override
  public synchronized String description() {
    return description;
  }

  @Override
  public synchronized void accept(String answer) throws MediaRefused {
    Agreed agreed = negotiation.toAnswer(SessionDescription.read(answer), offeredKey);
    inForce(agreed.agreement());
  }

  @Override
  public synchronized String reoffer(String offer) throws MediaRefused {
    SessionDescription read = SessionDescription.read(offer);
    Agreed agreed = negotiation.toOffer(read);
    description = writer.answer(read, agreed, ++version);
    inForce(agreed.agreement());
    return description;
  }

  @Override
  public void signalledFrom(InetAddress host) {
    if (!host.isAnyLocalAddress() && !host.isMulticastAddress()) {
      submit(() -> leg.signalledFrom(host));
    }
  }

  private void inForce(Agreement now) {
    agreement = Optional.of(now);
    if (begun) {
      submit(() -> leg.agree(now));
      return;
    }
    // Before the peer knows our port, so that nothing of it can be lost
    leg.agree(now);
    begin();
  }

  private void begin() {
    begun = true;
    submit(leg::begin);
  }

  Leg leg() {
    return leg;
  }

  @Override
  public synchronized SoundFormat format() {
    return switch (agreement.map(Agreement::codec).orElse(Codec.PCMU)) {
      case PCMU, PCMA -> SoundFormat.PCMU_8000;
      case G722, OPUS, L16 -> SoundFormat.L16_16000;
    };
  }

  @Override
  public Playback play(List<Sound> sounds, int times) {
    SoundPlayback playback = new SoundPlayback(leg, sounds, times);
    playback.watch();
    submit(() -> leg.say(playback));
    return playback;
  }

  @Override
  public Playback press(String keys) {
    KeyPlayback playback = new KeyPlayback(leg, keys, true);
    submit(() -> leg.say(playback));
    return playback;
  }

  @Override
  public Recording record(Recording.Settings settings) {
    LegRecording recording = new LegRecording(leg, settings, scribe);
    submit(() -> leg.record(recording));
    return recording;
  }

  @Override
  public void listenForSilence(int millis) {
    submit(() -> leg.ear().listenForSilence(millis));
  }

  @Override
  public MediaStatistics statistics() {
    return Quality.of(leg.counters());
  }

  private void submit(Runnable task) {
    leg.submit(task);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    leg.submit(() -> {
      leg.end();
      leg.afterwards(giveBack);
    });
  }
}
