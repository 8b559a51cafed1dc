package org.jackfield.media.rtp;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jackfield.media.MediaStatistics;
import org.jackfield.media.Playback;
import org.jackfield.media.Recording;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.media.SoundPolicy;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.sdp.Agreement;
import org.jackfield.media.sdp.Crypto;
import org.jackfield.media.sdp.DescriptionWriter;
import org.jackfield.media.sdp.LocalMedia;
import org.jackfield.media.sdp.Negotiation;
import org.jackfield.media.sdp.Negotiation.Agreed;
import org.jackfield.media.sdp.Protection;
import org.jackfield.media.sdp.SessionDescription;

/** What the outside sees of a leg. Any thread; what moves packets is the {@link Leg}. */
final class RtpSession implements MediaSession {

  private static final Crypto.Suite SUITE = Crypto.Suite.AES_CM_128_HMAC_SHA1_80;

  private final Leg leg;
  private final Scribes scribes;
  private final Runnable giveBack;
  private final Function<SoundPolicy, LocalMedia> locals;
  private Negotiation negotiation;
  private DescriptionWriter writer;
  private SoundPolicy policy;
  private Optional<Crypto> offeredKey = Optional.empty();
  private Optional<Agreed> agreed = Optional.empty();
  // Of the description that was agreed on last, whichever side wrote it
  private SessionDescription sections = new SessionDescription(List.of());
  private String description = "";
  private int version;
  private boolean begun;
  private boolean closed;

  /** What is given back at the end is done once. */
  RtpSession(
      Leg leg,
      Function<SoundPolicy, LocalMedia> locals,
      SoundPolicy policy,
      Scribes scribes,
      Runnable giveBack) {
    this.leg = leg;
    this.locals = locals;
    this.policy = policy;
    this.scribes = scribes;
    this.giveBack = giveBack;
    LocalMedia local = locals.apply(policy);
    negotiation = new Negotiation(local);
    writer = new DescriptionWriter(local);
  }

  synchronized void offerFirst() {
    offerAs(locals.apply(policy));
    begin();
  }

  private void offerAs(LocalMedia local) {
    offeredKey =
        local.protection() == Protection.OFF
            ? Optional.empty()
            : Optional.of(Crypto.random(1, SUITE));
    description = writer.offer(++version, offeredKey);
  }

  @Override
  public synchronized String offer(SoundPolicy other) {
    if (!other.equals(policy)) {
      policy = other;
      LocalMedia local = locals.apply(other);
      negotiation = new Negotiation(local);
      writer = new DescriptionWriter(local);
      agreed = Optional.empty();
      offerAs(local);
    }
    return description;
  }

  @Override
  public synchronized String description() {
    return description;
  }

  @Override
  public synchronized String offer() {
    agreed.ifPresent(now -> description = writer.reoffer(sections, now.withoutHold(), ++version));
    return description;
  }

  @Override
  public synchronized void accept(String answer) throws MediaRefused {
    SessionDescription offer = SessionDescription.read(description);
    inForce(offer, negotiation.toAnswer(SessionDescription.read(answer), offer, offeredKey));
  }

  @Override
  public synchronized String reoffer(String offer) throws MediaRefused {
    SessionDescription read = SessionDescription.read(offer);
    Agreed now = negotiation.toOffer(read, agreement().flatMap(Agreement::keys));
    description = writer.answer(read, now, ++version);
    inForce(read, now);
    return description;
  }

  @Override
  public void signalledFrom(InetAddress host) {
    if (!host.isAnyLocalAddress() && !host.isMulticastAddress()) {
      submit(() -> leg.signalledFrom(host));
    }
  }

  @Override
  public void answered() {
    submit(leg::answered);
  }

  private void inForce(SessionDescription described, Agreed now) {
    sections = described;
    agreed = Optional.of(now);
    Agreement agreement = now.agreement();
    // What is described from now on bears the key in use, also as an offer
    offeredKey = agreement.keys().map(Agreement.Keys::ours);
    if (begun) {
      submit(() -> leg.agree(agreement));
      return;
    }
    // Before the peer knows our port, so that nothing of it can be lost
    leg.agree(agreement);
    begin();
  }

  private Optional<Agreement> agreement() {
    return agreed.map(Agreed::agreement);
  }

  private Codec codec() {
    return agreement().map(Agreement::codec).orElse(Codec.PCMU);
  }

  private void begin() {
    begun = true;
    submit(leg::arrive);
  }

  Leg leg() {
    return leg;
  }

  synchronized int weightInRoom() {
    return Weight.inRoom(codec());
  }

  @Override
  public synchronized SoundFormat format() {
    return switch (codec()) {
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
    KeyPlayback playback = new KeyPlayback(leg, keys);
    submit(() -> leg.say(playback));
    return playback;
  }

  @Override
  public Recording record(Recording.Settings settings) {
    LegRecording recording = new LegRecording(leg, settings, scribes);
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
    leg.insist(() -> {
      try {
        leg.end();
      } finally {
        leg.afterwards(giveBack);
      }
    });
  }
}
