package org.jackfield.media.service;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaAnswer.Failed;
import org.jackfield.media.MediaAnswer.Found;
import org.jackfield.media.MediaAnswer.Source;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaResource;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;

/** A sound that is being made, and its answer, which is known with the first part of it. */
final class GrowingSound {

  private final Sound sound;
  private final CompletableFuture<MediaAnswer> head = new CompletableFuture<>();

  private final Places.Turn turn;
  private final String account;
  private final MakingClaim claim;
  private final Consumer<GrowingSound> ending;

  /**
   * A sound that nothing is known of yet.
   *
   * @param turn at the place where it is made
   * @param account for which it is made
   * @param claim to be the one who makes it
   * @param ending told before it ends: nobody may come to share it after that
   */
  GrowingSound(
      SoundFormat format,
      Places.Turn turn,
      String account,
      MakingClaim claim,
      Consumer<GrowingSound> ending) {
    this.sound = new Sound(format);
    this.turn = turn;
    this.account = account;
    this.claim = claim;
    this.ending = ending;
  }

  Sound sound() {
    return sound;
  }

  /** At the place where it is made. */
  Places.Turn turn() {
    return turn;
  }

  /** For which it is made. */
  String account() {
    return account;
  }

  /** To be the one who makes it. */
  MakingClaim claim() {
    return claim;
  }

  /** What askers wait for. */
  Future<MediaAnswer> head() {
    return head;
  }

  /** It will grow from now on; the answer is given with its first bytes. */
  void grow(MediaResource resource) {
    sound.watch(() -> {
      if (sound.length() > 0 || sound.isComplete()) {
        head.complete(new Found(sound, resource, Source.MISS));
      }
    });
  }

  /** It need not be made. */
  void answer(Found found) {
    ending.accept(this);
    head.complete(found);
  }

  void complete() {
    ending.accept(this);
    sound.complete();
  }

  void fail(MediaFailure failure) {
    ending.accept(this);
    sound.fail(failure);
    head.complete(new Failed(failure));
  }
}
