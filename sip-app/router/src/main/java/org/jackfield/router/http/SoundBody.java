package org.jackfield.router.http;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.Sound;
import org.jspecify.annotations.Nullable;

/** The body of an answer, which becomes a sound while it arrives. */
final class SoundBody implements Flow.Subscriber<List<ByteBuffer>> {

  private final Sound sound;
  private Flow.@Nullable Subscription subscription;
  private byte[] bytes = {};

  SoundBody(Sound sound) {
    this.sound = sound;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public synchronized void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      int count = buffer.remaining();
      if (bytes.length < count) {
        bytes = new byte[count];
      }
      buffer.get(bytes, 0, count);
      if (!sound.hasEnded()) {
        sound.append(bytes, 0, count);
      }
    }
  }

  @Override
  public synchronized void onComplete() {
    if (!sound.hasEnded()) {
      sound.complete();
    }
  }

  @Override
  public synchronized void onError(Throwable broken) {
    fail(new MediaFailure(11205, "The media layer broke off: " + broken.getMessage()));
  }

  /** No more will come. */
  synchronized void fail(MediaFailure failure) {
    if (!sound.hasEnded()) {
      sound.fail(failure);
    }
    if (subscription != null) {
      subscription.cancel();
    }
  }

  /** The sound is one that is at hand. */
  synchronized void takeAll(Sound whole) {
    byte[] all = new byte[whole.length()];
    whole.read(0, all, 0, all.length);
    sound.append(all, 0, all.length);
    sound.complete();
  }
}
