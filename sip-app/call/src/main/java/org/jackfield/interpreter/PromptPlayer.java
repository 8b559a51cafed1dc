package org.jackfield.interpreter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jackfield.call.CallFacts;
import org.jackfield.instruction.Pause;
import org.jackfield.instruction.Play;
import org.jackfield.instruction.Prompt;
import org.jackfield.instruction.Say;
import org.jackfield.interpreter.LegEvent.PromptsFinished;
import org.jackfield.media.MediaEvent;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaLayer;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaRequest;
import org.jackfield.media.MediaSession;
import org.jackfield.media.Playback;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jspecify.annotations.Nullable;

/** Lets one prompt be heard after another. The call's own thread only. */
final class PromptPlayer {

  /** Sounds that are asked for before they are needed. */
  static final int MAX_PREPARED = 100;

  /** The longest period of a country's ringing, again and again for as long as anybody waits. */
  private static final int RINGBACK_MILLIS = 6_000;

  private static final int RINGBACK_TIMES = 1_000;

  private final MediaLayer media;
  private final MediaSession session;
  private final Asker asker;
  private final Map<MediaRequest, Sound> prepared = new HashMap<>();
  private final Deque<Prompt> waiting = new ArrayDeque<>();
  private Optional<Sound> heard = Optional.empty();
  private final List<MediaFailure> failures = new ArrayList<>();
  private @Nullable Playback playing;
  private boolean looping;

  /** By {@link System#nanoTime}, while a pause lasts. */
  private Optional<Long> pauseEnds = Optional.empty();

  PromptPlayer(MediaLayer media, MediaSession session, CallFacts call) {
    this.media = media;
    this.session = session;
    this.asker = new Asker(call.accountSid().value(), call.sid().value());
  }

  /** Asks for sounds, and forgets those of the document before. */
  void prepare(List<Prompt> prompts) {
    Map<MediaRequest, Sound> before = new HashMap<>(prepared);
    prepared.clear();
    for (Prompt prompt : prompts) {
      if (prepared.size() < MAX_PREPARED) {
        requestOf(prompt)
            .ifPresent(request ->
                prepared.computeIfAbsent(
                    request,
                    wanted -> {
                      Sound known = before.get(wanted);
                      return known != null && fits(known) ? known : fetch(wanted);
                    }));
      }
    }
  }

  /** Starts them in the place of what is heard now. */
  void start(List<Prompt> prompts) {
    stop();
    waiting.addAll(prompts);
    advance();
  }

  void ringback(String tone) {
    stop();
    playing =
        session.play(List.of(fetch(new MediaRequest.Tone(tone, RINGBACK_MILLIS))), RINGBACK_TIMES);
    looping = true;
  }

  void press(String keys) {
    stop();
    playing = session.press(keys);
  }

  void stop() {
    Playback now = playing;
    playing = null;
    looping = false;
    pauseEnds = Optional.empty();
    waiting.clear();
    failures.clear();
    heard = Optional.empty();
    if (now != null) {
      now.stop();
    }
  }

  /** When something is to be done without an event, by {@link System#nanoTime}. */
  Optional<Long> wakeAt() {
    return pauseEnds;
  }

  /** A pause may be over. */
  Optional<PromptsFinished> wake() {
    if (pauseEnds.isEmpty() || System.nanoTime() < pauseEnds.get()) {
      return Optional.empty();
    }
    pauseEnds = Optional.empty();
    return next();
  }

  /**
   * Something was heard to its end.
   *
   * @param remarks takes what is to be told of it all the same
   */
  Optional<PromptsFinished> ended(MediaEvent.PlayEnded event, Consumer<MediaFailure> remarks) {
    if (!event.playback().equals(playing) || looping) {
      return Optional.empty();
    }
    heard.flatMap(Sound::remark).ifPresent(remarks);
    playing = null;
    return next();
  }

  /** Whether the failure is of what is being heard. */
  boolean failed(MediaEvent.PlayFailed event) {
    if (!event.playback().equals(playing)) {
      return false;
    }
    failures.add(event.failure());
    return true;
  }

  private Optional<PromptsFinished> next() {
    if (!waiting.isEmpty()) {
      advance();
      return Optional.empty();
    }
    PromptsFinished finished = new PromptsFinished(failures);
    failures.clear();
    return Optional.of(finished);
  }

  private void advance() {
    Prompt prompt = waiting.poll();
    if (prompt == null) {
      return;
    }
    switch (prompt) {
      case Pause pause -> pauseEnds = Optional.of(System.nanoTime() + pause.length().toNanos());
      case Say say -> play(spoken(say), say.times());
      case Play play -> play(new MediaRequest.ExternalFile(play.address()), play.times());
    }
  }

  private void play(MediaRequest request, int times) {
    Sound known = prepared.get(request);
    Sound sound = known != null && fits(known) ? known : fetch(request);
    heard = Optional.of(sound);
    playing = session.play(List.of(sound), times);
  }

  // The form that a leg takes may have been unknown when a sound was asked for
  private boolean fits(Sound sound) {
    SoundFormat format = session.format();
    return sound.format() == format && sound.failure().isEmpty();
  }

  private Sound fetch(MediaRequest request) {
    return media.fetch(request, session.format(), asker);
  }

  private static Optional<MediaRequest> requestOf(Prompt prompt) {
    return switch (prompt) {
      case Pause pause -> Optional.empty();
      case Say say -> Optional.of(spoken(say));
      case Play play -> Optional.of(new MediaRequest.ExternalFile(play.address()));
    };
  }

  private static MediaRequest spoken(Say say) {
    return new MediaRequest.SpokenText(say.text(), say.markup(), say.voice(), say.language());
  }
}
