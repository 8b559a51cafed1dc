package org.jackfield.interpreter;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jackfield.application.Answer;
import org.jackfield.application.Application;
import org.jackfield.application.Question;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRecord;
import org.jackfield.call.CallRecords;
import org.jackfield.call.CallRefused;
import org.jackfield.call.CallerNumbers;
import org.jackfield.call.Calls;
import org.jackfield.call.Ceiling;
import org.jackfield.call.Ceilings;
import org.jackfield.call.Direction;
import org.jackfield.call.Notification;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.Recordings;
import org.jackfield.call.Sid;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.call.Webhook;
import org.jackfield.instruction.twiml.TwimlReader;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaRequest;
import org.jackfield.media.Sound;
import org.jackfield.media.SoundFormat;
import org.jackfield.session.CookieJar;
import org.jackfield.session.MemorySessionStore;

/** All that calls need of the others, without a network: an application, phones, a media layer. */
final class Stage implements Application, CallRecords, Recordings, Signaling, AutoCloseable {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Sid ACCOUNT = new Sid("AC" + "1".repeat(32));
  static final String HOME = "http://app.example.com";

  volatile CallerNumbers callerNumbers = CallerNumbers.ANY;
  volatile Ceiling ceiling = Ceiling.NONE;
  final List<Question> questions = new CopyOnWriteArrayList<>();
  final List<CallRecord> records = new CopyOnWriteArrayList<>();
  final List<Notification> notifications = new CopyOnWriteArrayList<>();
  final List<Webhook> webhooks = new CopyOnWriteArrayList<>();
  final List<MediaRequest> fetched = new CopyOnWriteArrayList<>();
  final List<String> bridges = new CopyOnWriteArrayList<>();
  final List<Calls.Track> tracks = new CopyOnWriteArrayList<>();
  final List<Sid> forgotten = new CopyOnWriteArrayList<>();
  final MemorySessionStore sessions = new MemorySessionStore(() -> NOW);
  final Switchboard switchboard;

  private final Map<String, Function<Question, Answer>> pages = new ConcurrentHashMap<>();
  private final Map<String, StageLine> placed = new ConcurrentHashMap<>();

  Stage() {
    this(Switchboard.CAPACITY);
  }

  /** One on which an account may have so many calls at once. */
  Stage(int mostOfAccount) {
    switchboard =
        new Switchboard(
            new Surroundings(
                this,
                party -> party.startsWith("+1") ? Optional.of("US") : Optional.empty(),
                new TwimlReader(),
                (request, format, asker) -> fetch(request, format),
                (one, other) -> {
                  bridges.add("open");
                  return () -> bridges.add("closed");
                },
                this,
                sessions,
                this,
                this,
                () -> NOW,
                "a",
                (account, from) -> callerNumbers.mayShow(account, from),
                new StageCeilings(),
                mostOfAccount));
  }

  private final class StageCeilings implements Ceilings {
    @Override
    public Ceiling of(Sid accountSid) {
      return ceiling;
    }

    @Override
    public Duration talked(Sid accountSid, Instant since) {
      return Duration.ZERO;
    }
  }

  /** The application answers this under a path. */
  Stage page(String path, String verbs) {
    return answering(path, question -> document(question, "<Response>" + verbs + "</Response>"));
  }

  Stage answering(String path, Function<Question, Answer> answer) {
    pages.put(HOME + path, answer);
    return this;
  }

  static Answer document(Question question, String body, String... cookies) {
    return text(question, "text/xml", body, cookies);
  }

  static Answer text(Question question, String type, String body, String... cookies) {
    URI address = URI.create(question.target().address());
    return new Answer.Text(
        type, body, address, CookieJar.read(address, List.of(cookies), NOW), exchange(question));
  }

  static Exchange exchange(Question question) {
    return new Exchange(question.target().method(), question.target().address(), "", 200, "", "");
  }

  /** A phone calls; its application is under {@code /start}. */
  StageLine calls() throws CallRefused {
    return calls(voice());
  }

  StageLine calls(VoiceSettings voice) throws CallRefused {
    CallFacts facts =
        new CallFacts(
            Sid.random("CA"),
            ACCOUNT,
            "+15550001",
            "+15550002",
            Direction.INBOUND,
            NOW,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of());
    Inbox inbox = new Inbox();
    StageLine line = new StageLine(facts, inbox);
    switchboard.arrive(facts, voice, line, inbox);
    return line;
  }

  static VoiceSettings voice() {
    return new VoiceSettings(
        Optional.of(new Target(HOME + "/start", "POST")),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new Target(HOME + "/status", "POST")),
        List.of("initiated", "ringing", "answered", "completed"));
  }

  Calls.Order order(String to) {
    return new Calls.Order(
        ACCOUNT,
        "+15550009",
        to,
        voice(),
        30,
        600,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The phone that a call of ours reached. */
  StageLine phone(String number) {
    Await.until("a call is placed to " + number, () -> placed.containsKey(number));
    return Objects.requireNonNull(placed.get(number));
  }

  /** The codes of what went wrong, without the warnings. */
  List<Integer> errors() {
    return notifications.stream()
        .filter(notification -> !notification.warning())
        .map(Notification::code)
        .toList();
  }

  List<Question> asked(String path) {
    return questions.stream()
        .filter(question -> question.target().address().equals(HOME + path))
        .toList();
  }

  Question awaitQuestion(String path) {
    Await.until("the application is asked for " + path, () -> !asked(path).isEmpty());
    return asked(path).getFirst();
  }

  static String parameter(Question question, String name) {
    return question.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Question.Parameter::value)
        .findFirst()
        .orElse("");
  }

  /** How a call ended, when all that it had has been given back. */
  String awaitOutcome(StageLine line) {
    Sid sid = line.facts.sid();
    Await.until("the call is over", () -> switchboard.find(sid).isEmpty());
    return records.stream()
        .filter(record -> record.facts().sid().equals(sid))
        .reduce((before, after) -> after)
        .map(CallRecord::status)
        .orElse("");
  }

  @Override
  public Answer ask(Question question) {
    questions.add(question);
    Function<Question, Answer> page = pages.get(question.target().address());
    return page == null
        ? new Answer.Failure(11217, "404 Not Found", List.of(), exchange(question))
        : page.apply(question);
  }

  @Override
  public void forget(Sid callSid) {
    forgotten.add(callSid);
  }

  @Override
  public void keep(CallRecord call) {
    records.add(call);
  }

  @Override
  public void keep(Webhook webhook) {
    webhooks.add(webhook);
  }

  @Override
  public void keep(Notification notification) {
    notifications.add(notification);
  }

  @Override
  public Draft draft(
      Sid account, Sid call, String source, int channels, Calls.Track track, Instant started) {
    Sid sid = Sid.random("RE");
    tracks.add(track);
    return new Draft(sid, account, call, source, channels, track, started, Path.of(sid + ".wav"));
  }

  @Override
  public Kept keep(Draft draft, Duration length) {
    return new Kept(draft, "http://jackfield/" + draft.sid(), length);
  }

  @Override
  public void pause(Draft draft, boolean isPaused) {
    // What is shown of it is nobody's concern here
  }

  @Override
  public void discard(Draft draft) {
    // Nothing was written
  }

  private Sound fetch(MediaRequest request, SoundFormat format) {
    fetched.add(request);
    return switch (request) {
      case MediaRequest.ExternalFile(URI address) when address.getPath().contains("missing") ->
          Sound.failed(
              format,
              new MediaFailure(
                  11217,
                  address + " answered 404",
                  Optional.of(
                      new MediaFailure.Exchange(
                          "GET", address.toString(), 404, "Server: stage", "Not here"))));
      case MediaRequest.ExternalFile(URI address) when address.getPath().contains("old") -> {
        Sound old = Sound.of(format, new byte[160]);
        old.remark(new MediaFailure(11217, address + " answered 503"));
        yield old;
      }
      case MediaRequest.SpokenText spoken when spoken.text().equals("unspeakable") ->
          Sound.failed(format, new MediaFailure(13520, "No voice"));
      default -> Sound.of(format, new byte[160]);
    };
  }

  @Override
  public Line place(CallFacts facts, Outward outward, Inbox inbox) throws CallRefused {
    if (facts.to().equals("+0")) {
      throw new CallRefused(13224, "There is no way to +0");
    }
    StageLine line = new StageLine(facts, inbox);
    placed.put(facts.to(), line);
    return line;
  }

  @Override
  public void close() {
    switchboard.close();
  }
}
