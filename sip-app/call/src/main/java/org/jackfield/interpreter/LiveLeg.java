package org.jackfield.interpreter;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jackfield.application.Answer;
import org.jackfield.call.CallEvent;
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

/**
 * The leg of a call on the network: commands go to its line, and what is put into its inbox comes
 * out as events. The call's own thread only.
 */
final class LiveLeg implements Leg, AutoCloseable {

  private static final Duration TO_FINISH_RECORDING = Duration.ofSeconds(4);
  private static final Duration TO_END = Duration.ofSeconds(2);

  /** An application has 15 s; this is for an adapter that forgets it. */
  private static final Duration TO_ASK = Duration.ofSeconds(25);

  private final LiveCall live;
  private final Line line;
  private final Progress progress;
  private final Notebook notebook;
  private final Surroundings around;
  private final CalledParties called;
  private final TimeLimit timeLimit;
  private final StatusReports reports;
  private final PromptPlayer player;
  private final Recorder recorder;
  private final CallRecordings whole;
  private final LegEvents events = new LegEvents();
  private final Interruptions interruptions;
  private Optional<Asking> current = Optional.empty();
  private boolean soundsEarly;
  private final Referral referral;

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
    this.referral = new Referral(live.call().facts(), around.ceilings(), notebook);
    this.around = around;
    this.called = new CalledParties(live, line.sound(), around.bridges(), parties);
    this.timeLimit = new TimeLimit(live.call(), timeLimit, around.clock());
    this.reports = room.reports();
    this.interruptions = new Interruptions(live.call(), this.timeLimit);
    this.player = new PromptPlayer(around.media(), line.sound(), live.call().facts());
    this.recorder = new Recorder(live.call(), line.sound(), around.recordings(), around.clock());
    this.whole = new CallRecordings(recorder::another, reports, timeLimit);
  }

  @Override
  public void ring() {
    if (progress.isInbound() && !live.call().hasEnded() && !isAnswered()) {
      line.ring();
    }
  }

  @Override
  public void soundEarly() {
    if (progress.isInbound() && !live.call().hasEnded() && !isAnswered()) {
      line.soundEarly();
    }
  }

  @Override
  public void answer() throws CallInterrupted {
    interruptions.check();
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
    receiveWhile(recorder::isRunning, TO_FINISH_RECORDING);
    events.forgetRecordings();
    return recorder.take();
  }

  private void receiveWhile(BooleanSupplier isRunning, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    Thread mine = Thread.currentThread();
    while (isRunning.getAsBoolean() && System.nanoTime() < end && !mine.isInterrupted()) {
      receive(Duration.ofNanos(end - System.nanoTime()));
    }
  }

  /** The recordings of the whole call. */
  CallRecordings recordings() {
    return whole;
  }

  @Override
  public Party dial(DialOrder order) {
    return called
        .dial(order, notebook)
        .orElseGet(() -> {
          Party nobody = new Party(Sid.random("CA"));
          events.add(new LegEvent.PartyEnded(nobody, Outcome.FAILED, 0, 0, Map.of()));
          return nobody;
        });
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
  public Optional<LegEvent.PartyEnded> end(Party party) {
    called.drop(party);
    receiveWhile(() -> called.isAlive(party), TO_END);
    return called.endOf(party);
  }

  @Override
  public void dropForAnother(Party party) {
    called.dropForAnother(party);
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
    referral.begin(target, line);
    long end = System.nanoTime() + patience.toNanos();
    while (!referral.isOver() && System.nanoTime() < end) {
      interruptions.check();
      receive(Duration.ofNanos(end - System.nanoTime()));
    }
    return referral.result();
  }

  @Override
  public Answer ask(Supplier<Answer> question) throws CallInterrupted {
    interruptions.check();
    Asking asking = new Asking(live.inbox(), question);
    current = Optional.of(asking);
    Thread thread = Thread.ofVirtual().name("asks-for-" + live.sid()).start(asking);
    long end = System.nanoTime() + TO_ASK.toNanos();
    try {
      while (asking.answer().isEmpty()) {
        interruptions.check();
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
      events.forgetKeys();
    }
  }

  @Override
  public Map<String, String> parameters() {
    return line.parameters();
  }

  /**
   * Waits for the answer of a call that we placed, this long; then it has ended.
   *
   * @param sounding run once if it lets itself be heard before
   */
  void awaitAnswer(Duration patience, Runnable sounding) throws CallInterrupted {
    long end = System.nanoTime() + patience.toNanos();
    boolean told = false;
    while (!isAnswered()) {
      interruptions.check();
      if (soundsEarly && !told) {
        told = true;
        sounding.run();
      }
      long left = end - System.nanoTime();
      if (left <= 0) {
        happen(new CallEvent.TimedOut(now()));
        line.close();
      } else {
        receive(Duration.ofNanos(left));
      }
    }
  }

  /** Whether the far end may send the other party elsewhere. */
  void mayTransfer(boolean may) {
    referral.mayComeFromThere(may);
  }

  /** Waits until the call is over or is given instructions; where it wants to go is told. */
  void awaitEnd(Consumer<String> transfers) throws CallInterrupted {
    while (true) {
      if (next(Dialled.class, timeLimit.left()) instanceof LegEvent.TransferAsked(String target)) {
        transfers.accept(target);
      }
    }
  }

  private <E extends LegEvent> E next(Class<E> kind, Duration patience) throws CallInterrupted {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      interruptions.check();
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

  private void receive(Duration patience) {
    Duration left = timeLimit.left();
    // When it is up, what is being closed is still waited for, and not asked after without a rest
    boolean cut = !left.isZero() && left.compareTo(patience) < 0;
    live.inbox().take(cut ? left : patience).ifPresent(this::receive);
  }

  private void receive(Mail mail) {
    switch (mail) {
      case Mail.Happened(CallEvent event) -> happen(event);
      case Mail.Sounded(MediaEvent event) -> sounded(event);
      case Mail.RedirectAsked(var instructions) ->
          interruptions.ask(new Interruption.Redirected(instructions));
      case Mail.RecordingAsked asked -> whole.begin(asked, isAnswered());
      case Mail.RecordingChangeAsked asked -> whole.change(asked);
      case Mail.AdjustmentAsked(var wanted) -> reports.adjust(wanted, timeLimit);
      case Mail.EndAsked asked -> interruptions.ask(new Interruption.EndAsked());
      case Mail.SoundsEarly early -> soundsEarly = true;
      case Mail.ChildSounds(var child) -> events.add(new LegEvent.PartySounds(new Party(child)));
      case Mail.ChildReady(var child) -> events.add(new LegEvent.PartyAnswered(new Party(child)));
      case Mail.ChildEnded ended -> events.add(called.ended(ended.asEvent()));
      case Mail.TransferWanted(String target) -> referral.wanted(target, line, events);
      case Mail.ChildTransfers(String target) -> events.add(new LegEvent.TransferAsked(target));
      case Mail.AnswerCame came -> current.ifPresent(asking -> asking.take(came));
      case Mail.AskingBroke broke -> current.ifPresent(asking -> asking.take(broke));
      case Mail.ReferProgress(int status, boolean notified) -> referral.heard(status, notified);
    }
  }

  private void sounded(MediaEvent event) {
    switch (event) {
      case MediaEvent.KeyPressed(char key) -> events.pressed(key);
      case MediaEvent.PlayEnded end -> player.ended(end, notebook::warning).ifPresent(events::add);
      case MediaEvent.PlayFailed failed -> {
        if (player.failed(failed)) {
          notebook.error(failed.failure());
        }
      }
      case MediaEvent.RecordingEnded(var recording) -> {
        whole.ended(recording);
        recorder
            .ended(recording)
            .ifPresent(kept -> events.add(new LegEvent.RecordingFinished(kept)));
      }
      case MediaEvent.PeerSilent silent -> fail();
      case MediaEvent.SoundBroke broke -> fail();
      case MediaEvent.SpeechStarted speech -> {
        // For instructions that listen to speech
      }
      case MediaEvent.SilenceLasted silence -> {
        // For instructions that listen to speech
      }
    }
  }

  /** Nobody is heard any more: it ends at once, whatever it was doing. */
  private void fail() {
    happen(new CallEvent.Failed(now()));
    line.close();
  }

  private void happen(CallEvent event) {
    progress.happen(event, Optional.of(line));
  }

  private Instant now() {
    return around.clock().instant();
  }

  /** Gives back all that the leg has, whatever has happened before. */
  @Override
  public void close() {
    try {
      abandon();
      whole.stop();
      receiveWhile(whole::areRunning, TO_FINISH_RECORDING);
      whole.giveUp();
    } finally {
      line.close();
    }
  }
}
