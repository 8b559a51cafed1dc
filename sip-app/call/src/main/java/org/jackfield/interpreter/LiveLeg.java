package org.jackfield.interpreter;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jackfield.application.Answer;
import org.jackfield.call.Call;
import org.jackfield.call.CallEvent;
import org.jackfield.call.CallRefused;
import org.jackfield.call.CallState.InProgress;
import org.jackfield.call.Outcome;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.call.Rejection;
import org.jackfield.call.Sid;
import org.jackfield.instruction.Prompt;
import org.jackfield.interpreter.LegEvent.Dialled;
import org.jackfield.interpreter.LegEvent.Heard;
import org.jackfield.interpreter.LegEvent.Recorded;
import org.jackfield.media.MediaEvent;
import org.jackfield.media.MediaLayer.Asker;
import org.jspecify.annotations.Nullable;

/**
 * The leg of a call on the network: commands go to its line, and what is put into its inbox comes
 * out as events. The call's own thread only.
 */
final class LiveLeg implements Leg, AutoCloseable {

  private static final Duration TO_FINISH_RECORDING = Duration.ofSeconds(4);

  /** An application has 15 s; this is for an adapter that forgets it. */
  private static final Duration TO_ASK = Duration.ofSeconds(25);

  /** Events that wait for an instruction to look; keys beyond that are lost. */
  private static final int MAX_EVENTS = 256;

  private final LiveCall live;
  private final Line line;
  private final Progress progress;
  private final Notebook notebook;
  private final Surroundings around;
  private final CalledParties called;
  private final Duration timeLimit;
  private final PromptPlayer player;
  private final Recorder recorder;

  private final Deque<LegEvent> events = new ArrayDeque<>();
  private @Nullable Interruption pending;
  private Optional<Asking> current = Optional.empty();
  private int referStatus;
  private int notifiedStatus;

  LiveLeg(
      LiveCall live,
      Line line,
      CallRoom room,
      Surroundings around,
      Parties parties,
      Duration timeLimit) {
    this.live = live;
    this.line = line;
    this.progress = room.progress();
    this.notebook = room.notebook();
    this.around = around;
    this.called = new CalledParties(live, line.sound(), around.bridges(), parties);
    this.timeLimit = timeLimit;
    Call call = live.call();
    this.player =
        new PromptPlayer(
            around.media(),
            line.sound(),
            new Asker(call.facts().accountSid().value(), call.facts().sid().value()));
    this.recorder = new Recorder(call, line.sound(), around.recordings(), around.clock());
  }

  @Override
  public void ring() {
    if (progress.isInbound() && !live.call().hasEnded() && !isAnswered()) {
      line.ring();
    }
  }

  @Override
  public void answer() throws CallInterrupted {
    interruptIfAsked();
    if (progress.isInbound() && !isAnswered()) {
      line.answer();
      happen(new CallEvent.Answered(now()));
    }
  }

  @Override
  public void reject(Rejection rejection) {
    if (progress.isInbound() && !live.call().hasEnded() && !isAnswered()) {
      line.reject(rejection);
      happen(new CallEvent.Rejected(rejection, now()));
    }
  }

  @Override
  public boolean isAnswered() {
    return live.call().isAnswered();
  }

  @Override
  public void prepare(List<Prompt> prompts) {
    player.prepare(prompts);
  }

  @Override
  public void start(List<Prompt> prompts) {
    player.start(prompts);
  }

  @Override
  public void ringback(String tone) {
    player.ringback(tone);
  }

  @Override
  public void stopPrompts() {
    player.stop();
  }

  @Override
  public void press(String keys) {
    player.press(keys);
  }

  @Override
  public Heard await(Duration patience) throws CallInterrupted {
    return next(Heard.class, patience);
  }

  @Override
  public Draft record(Take take) {
    return recorder.begin(take);
  }

  @Override
  public Recorded awaitRecording(Duration patience) throws CallInterrupted {
    return next(Recorded.class, patience);
  }

  @Override
  public Optional<Kept> finishRecording() {
    recorder.stop();
    long end = System.nanoTime() + TO_FINISH_RECORDING.toNanos();
    while (recorder.isRunning()
        && System.nanoTime() < end
        && !Thread.currentThread().isInterrupted()) {
      receive(Duration.ofNanos(end - System.nanoTime()));
    }
    return recorder.take();
  }

  @Override
  public Party dial(DialOrder order) {
    try {
      return called.dial(order);
    } catch (CallRefused refused) {
      notebook.error(refused.code(), String.valueOf(refused.getMessage()), Optional.empty());
      Party nobody = new Party(Sid.random("CA"));
      events.add(new LegEvent.PartyEnded(nobody, Outcome.FAILED, 0, 0, Map.of()));
      return nobody;
    }
  }

  @Override
  public Dialled awaitParty(Duration patience) throws CallInterrupted {
    return next(Dialled.class, patience);
  }

  @Override
  public void bridge(Party party) {
    called.connect(party);
  }

  @Override
  public void drop(Party party) {
    called.drop(party);
  }

  @Override
  public void abandon() {
    player.stop();
    called.close();
    if (recorder.isRunning()) {
      finishRecording();
    }
  }

  @Override
  public Referred refer(String target, Duration patience) throws CallInterrupted {
    referStatus = 0;
    notifiedStatus = 0;
    line.refer(target);
    long end = System.nanoTime() + patience.toNanos();
    // A NOTIFY of 200 and more is the last (RFC 3515 section 2.4.5), as is a refusal
    while (referStatus < 300 && notifiedStatus < 200 && System.nanoTime() < end) {
      interruptIfAsked();
      receive(Duration.ofNanos(end - System.nanoTime()));
    }
    return new Referred(referStatus, notifiedStatus);
  }

  @Override
  public Answer ask(Supplier<Answer> question) throws CallInterrupted {
    interruptIfAsked();
    Asking asking = new Asking(live.inbox(), question);
    current = Optional.of(asking);
    Thread thread = Thread.ofVirtual().name("asks-for-" + live.sid()).start(asking);
    long end = System.nanoTime() + TO_ASK.toNanos();
    try {
      while (asking.answer().isEmpty()) {
        interruptIfAsked();
        if (System.nanoTime() > end) {
          throw new IllegalStateException("An application was asked for more than " + TO_ASK);
        }
        receive(Duration.ofNanos(end - System.nanoTime()));
      }
      return asking.answer().get();
    } finally {
      current = Optional.empty();
      thread.interrupt();
      // Keys pressed between two documents belong to no instruction
      events.removeIf(LegEvent.KeyPressed.class::isInstance);
    }
  }

  @Override
  public Map<String, String> parameters() {
    return line.parameters();
  }

  /** Waits for the answer of a call that we placed, this long; then it has ended. */
  void awaitAnswer(Duration patience) throws CallInterrupted {
    long end = System.nanoTime() + patience.toNanos();
    while (!isAnswered()) {
      interruptIfAsked();
      long left = end - System.nanoTime();
      if (left <= 0) {
        happen(new CallEvent.TimedOut(now()));
        line.close();
      } else {
        receive(Duration.ofNanos(left));
      }
    }
  }

  /** Waits until the call is over or is given instructions; where it wants to go is told. */
  void awaitEnd(Consumer<String> transfers) throws CallInterrupted {
    while (true) {
      if (next(Dialled.class, timeLimit) instanceof LegEvent.TransferAsked(String target)) {
        transfers.accept(target);
      }
    }
  }

  private <E extends LegEvent> E next(Class<E> kind, Duration patience) throws CallInterrupted {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      interruptIfAsked();
      LegEvent event = events.poll();
      if (kind.isInstance(event)) {
        return kind.cast(event);
      }
      if (event != null) {
        continue;
      }
      long now = System.nanoTime();
      if (now >= end) {
        return kind.cast(new LegEvent.Silence());
      }
      long until = Math.min(end, player.wakeAt().orElse(end));
      receive(Duration.ofNanos(Math.max(until - now, 0)));
      player.wake().ifPresent(events::add);
    }
  }

  private void interruptIfAsked() throws CallInterrupted {
    if (live.call().hasEnded()) {
      throw new CallInterrupted(new Interruption.CallEnded());
    }
    Interruption asked = pending;
    pending = null;
    if (asked != null) {
      throw new CallInterrupted(asked);
    }
    if (timeLeft().isZero()) {
      throw new CallInterrupted(new Interruption.TimeIsUp());
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CallInterrupted(new Interruption.EndAsked());
    }
  }

  private Duration timeLeft() {
    if (live.call().state() instanceof InProgress(Instant answered)) {
      Duration left = Duration.between(now(), answered.plus(timeLimit));
      return left.isNegative() ? Duration.ZERO : left;
    }
    return timeLimit;
  }

  private void receive(Duration patience) {
    Duration left = timeLeft();
    live.inbox().take(patience.compareTo(left) < 0 ? patience : left).ifPresent(this::receive);
  }

  private void receive(Mail mail) {
    switch (mail) {
      case Mail.Happened(CallEvent event) -> happen(event);
      case Mail.Sounded(MediaEvent event) -> sounded(event);
      case Mail.RedirectAsked(var instructions) ->
          pending = new Interruption.Redirected(instructions);
      case Mail.EndAsked asked -> pending = new Interruption.EndAsked();
      case Mail.ChildReady(var child) -> events.add(new LegEvent.PartyAnswered(new Party(child)));
      case Mail.ChildEnded ended -> {
        called.ended(new Party(ended.child()));
        events.add(ended.asEvent());
      }
      case Mail.TransferWanted(String target) -> events.add(new LegEvent.TransferAsked(target));
      case Mail.AnswerCame came -> current.ifPresent(asking -> asking.take(came));
      case Mail.AskingBroke broke -> current.ifPresent(asking -> asking.take(broke));
      case Mail.ReferProgress(int status, boolean notified) -> {
        if (notified) {
          notifiedStatus = status;
        } else {
          referStatus = status;
        }
      }
    }
  }

  private void sounded(MediaEvent event) {
    switch (event) {
      case MediaEvent.KeyPressed(char key) -> {
        if (events.size() < MAX_EVENTS) {
          events.add(new LegEvent.KeyPressed(key));
        }
      }
      case MediaEvent.PlayEnded ended -> player.ended(ended).ifPresent(events::add);
      case MediaEvent.PlayFailed failed -> {
        if (player.failed(failed)) {
          notebook.error(failed.failure().code(), failed.failure().message(), Optional.empty());
        }
      }
      case MediaEvent.RecordingEnded(var recording) ->
          recorder
              .ended(recording)
              .ifPresent(kept -> events.add(new LegEvent.RecordingFinished(kept)));
      case MediaEvent.PeerSilent silent -> {
        happen(new CallEvent.Failed(now()));
        line.close();
      }
      case MediaEvent.SpeechStarted speech -> {
        // For instructions that listen to speech
      }
      case MediaEvent.SilenceLasted silence -> {
        // Likewise
      }
    }
  }

  private void happen(CallEvent event) {
    progress.happen(event, line::parameters);
  }

  private Instant now() {
    return around.clock().instant();
  }

  /** Gives back all that the leg has, whatever has happened before. */
  @Override
  public void close() {
    abandon();
    line.close();
  }
}
