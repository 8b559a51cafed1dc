package org.jackfield.media.flow;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.codec.Encoder;
import org.jackfield.media.codec.Resampler;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a room hear: the sum of all who speak, less themselves. Each 20 ms every
 * member offers a frame, then {@link #mix} is called, then every member hears. Who does not speak
 * adds no noise and hears what all others do, which is encoded once for each codec.
 *
 * <p>One thread; the settings of a member may be changed by any.
 */
public final class Mixer {

  /** More members than this are not taken into one room. */
  public static final int MAX_MEMBERS = 500;

  // Who has spoken is heard for half a second more, so that the ends of words are not cut
  private static final int FRAMES_AFTER_SPEECH = 25;
  private static final int HIGHEST_RATE = 48_000;

  private final Member[] members;
  // Of a member whose rate is another
  private final short[] foreign = new short[HIGHEST_RATE / 50];
  private int sampleRate;
  private int frame;
  private int[] sum;
  private short[] common;
  private final Map<Codec, Shared> shared = new EnumMap<>(Codec.class);
  private int count;
  private int talkers;
  private int coaches;
  private long tick;

  /**
   * For frames of 20 ms at this rate.
   *
   * @param maxMembers 1 to 500
   */
  public Mixer(int sampleRate, int maxMembers) {
    if (maxMembers < 1 || maxMembers > MAX_MEMBERS) {
      throw new IllegalArgumentException("A room has 1 to 500 members, not " + maxMembers);
    }
    this.sampleRate = sampleRate;
    frame = sampleRate / 50;
    members = new Member[maxMembers];
    sum = new int[frame];
    common = new short[frame];
  }

  /**
   * Takes in one more.
   *
   * @throws IllegalStateException if the room is full
   */
  public Member join() {
    Member member = new Member();
    member.enter();
    return member;
  }

  /** One who is not in the room yet, so that settings can be made before. Any thread. */
  public Member candidate() {
    return new Member();
  }

  /** Samples a second of what is mixed. */
  public int sampleRate() {
    return sampleRate;
  }

  /** Mixes at another rate from now on. What has been offered since the last time is forgotten. */
  public void sampleRate(int samplesPerSecond) {
    if (samplesPerSecond == sampleRate) {
      return;
    }
    sampleRate = samplesPerSecond;
    frame = sampleRate / 50;
    sum = new int[frame];
    common = new short[frame];
    shared.clear();
    for (int i = 0; i < count; i++) {
      members[i].retune();
    }
  }

  /** How many there are. */
  public int size() {
    return count;
  }

  /** Adds up what has been offered since the last time. */
  public void mix() {
    tick++;
    talkers = 0;
    coaches = 0;
    Arrays.fill(sum, 0);
    for (int i = 0; i < count; i++) {
      Member member = members[i];
      member.judge();
      if (member.talks) {
        talkers++;
        add(member.voice);
      }
      coaches += member.coaches ? 1 : 0;
    }
    for (int i = 0; i < frame; i++) {
      common[i] = Samples.clip(sum[i]);
    }
  }

  /** Whether anybody was heard by anybody in the last mix. */
  public boolean anyVoice() {
    return talkers + coaches > 0;
  }

  /**
   * What everybody hears who {@linkplain Member#onlyListens() only listens}, encoded once.
   *
   * @param out must have room for {@link Codec#maxFrameBytes()}
   * @return bytes written, 0 where nothing need be sent
   */
  public int encodeForListeners(Codec codec, byte[] out, int at) {
    Shared one = shared.get(codec);
    if (one == null) {
      one = new Shared(codec, sampleRate);
      shared.put(codec, one);
    }
    if (one.tick != tick) {
      one.tick = tick;
      one.encode(common);
    }
    System.arraycopy(one.bytes, 0, out, at, one.length);
    return one.length;
  }

  /**
   * Who speaks now and is heard, the loudest first.
   *
   * @return how many were written
   */
  public int activeSpeakers(@Nullable Member[] into) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      Member member = members[i];
      if (!member.speaks) {
        continue;
      }
      int place = found;
      while (place > 0 && louder(member, into[place - 1])) {
        if (place < into.length) {
          into[place] = into[place - 1];
        }
        place--;
      }
      if (place < into.length) {
        into[place] = member;
        found = Math.min(found + 1, into.length);
      }
    }
    return found;
  }

  private static boolean louder(Member one, @Nullable Member other) {
    return other == null || one.meter.level() > other.meter.level();
  }

  private void add(short[] voice) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += voice[i];
    }
  }

  /** One who is in the room. */
  public final class Member {

    private short[] voice = {};
    private final Gain gain = new Gain();
    private final VoiceActivity activity = new VoiceActivity();
    private final LevelMeter meter = new LevelMeter();

    private volatile boolean muted;
    private volatile boolean held;
    private volatile @Nullable Member coached;
    private volatile boolean speaks;

    private @Nullable Resampler between;
    private int betweenFrom;
    private int index = -1;
    private boolean offered;
    private boolean talks;
    private boolean coaches;
    private boolean hears = true;
    private int framesLeft;

    private Member() {}

    /**
     * Comes in.
     *
     * @throws IllegalStateException if the room is full
     */
    public void enter() {
      if (count == members.length) {
        throw new IllegalStateException("The room is full with " + count + " members");
      }
      index = count;
      members[count] = this;
      count++;
      retune();
    }

    private void retune() {
      voice = new short[frame];
      between = null;
      offered = false;
      talks = false;
      coaches = false;
    }

    /** Says what came from it in these 20 ms; without this it is silent in them. */
    public void offer(short[] in, int offset) {
      offer(in, offset, sampleRate);
    }

    /** The same with so many samples a second: what can be heard of it is resampled. */
    public void offer(short[] in, int offset, int rate) {
      int length = rate / 50;
      short[] given = rate == sampleRate ? voice : foreign;
      gain.apply(in, offset, given, 0, length);
      activity.accept(meter.accept(given, 0, length));
      framesLeft = activity.isLoud() ? FRAMES_AFTER_SPEECH : Math.max(0, framesLeft - 1);
      offered = true;
      if (rate != sampleRate && framesLeft > 0) {
        resampler(rate).resample(foreign, 0, length, voice, 0);
      }
    }

    private Resampler resampler(int from) {
      Resampler one = between;
      if (one == null || betweenFrom != from) {
        one = new Resampler(from, sampleRate);
        between = one;
        betweenFrom = from;
      }
      return one;
    }

    /** Gives what it hears: the others, and its coach. Silence while it is held. */
    public void hear(short[] out, int at) {
      if (!hears) {
        Arrays.fill(out, at, at + frame, (short) 0);
        return;
      }
      if (!talks) {
        System.arraycopy(common, 0, out, at, frame);
      } else {
        for (int i = 0; i < frame; i++) {
          out[at + i] = Samples.clip(sum[i] - voice[i]);
        }
      }
      if (coaches(this)) {
        hearCoaches(out, at);
      }
    }

    /** Whether it hears just what {@link Mixer#encodeForListeners} encodes. */
    public boolean onlyListens() {
      return hears && !talks && !coaches(this);
    }

    /** Whether it hears anybody at all: it is not held. */
    public boolean hears() {
      return hears;
    }

    /** Whether it speaks now and all hear it. Any thread. */
    public boolean isSpeaking() {
      return speaks;
    }

    /** How loud it is, after its gain. Any thread. */
    public double level() {
      return meter.level();
    }

    /** Takes its voice away from all, or gives it back. Any thread. */
    public void mute(boolean yes) {
      muted = yes;
    }

    /** Takes it out of the conversation, both ways, or back into it. Any thread. */
    public void hold(boolean yes) {
      held = yes;
    }

    /** Makes it louder or softer for the others, in decibels. Any thread. */
    public void gain(double decibels) {
      gain.set(decibels);
    }

    /**
     * Lets one other alone hear it, who may be gone later: then nobody does. Null lets all hear it.
     * Any thread.
     */
    public void coach(@Nullable Member other) {
      coached = other;
    }

    /** Leaves the room. Harmless when repeated. */
    public void leave() {
      if (index < 0) {
        return;
      }
      count--;
      Member last = members[count];
      members[index] = last;
      last.index = index;
      members[count] = null;
      index = -1;
      talks = false;
      coaches = false;
      hears = false;
      speaks = false;
    }

    private void judge() {
      boolean audible = offered && framesLeft > 0 && !muted && !held;
      offered = false;
      hears = !held;
      talks = audible && coached == null;
      coaches = audible && coached != null;
      boolean now = talks && activity.isSpeaking();
      if (now != speaks) {
        speaks = now;
      }
    }

    private void hearCoaches(short[] out, int at) {
      for (int i = 0; i < count; i++) {
        Member other = members[i];
        if (other.coaches && other.coached == this) {
          Samples.add(other.voice, 0, out, at, frame);
        }
      }
    }
  }

  private boolean coaches(Member whom) {
    if (coaches == 0) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (members[i].coaches && members[i].coached == whom) {
        return true;
      }
    }
    return false;
  }

  /** The common frame in one codec, at its rate. */
  private static final class Shared {
    private final Encoder encoder;
    private final Resampler resampler;
    private final short[] sound;
    private final byte[] bytes;
    private int length;
    private long tick = -1;

    Shared(Codec codec, int sampleRate) {
      encoder = codec.newEncoder();
      resampler = new Resampler(sampleRate, codec.sampleRate());
      sound = new short[codec.samplesPerFrame()];
      bytes = new byte[codec.maxFrameBytes()];
    }

    void encode(short[] common) {
      int samples = resampler.resample(common, 0, common.length, sound, 0);
      length = encoder.encode(sound, 0, samples, bytes, 0);
    }
  }
}
