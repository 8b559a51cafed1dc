package org.jackfield.media.service;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.UnaryOperator;
import org.jackfield.account.RecordingArchive;
import org.jackfield.account.RecordingState;
import org.jackfield.call.Calls.Track;
import org.jackfield.call.Recordings.Draft;
import org.jackfield.call.Recordings.Kept;
import org.jackfield.call.Sid;
import org.jackfield.media.RecordingLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Recordings as files below {@code jackfield.recordings} (the server's data folder unless set), one
 * folder for each account. What is known of one lies beside it until the database knows it, too, so
 * that neither a crash nor a database that is away loses one that was announced. Any thread.
 */
@ApplicationScoped
public class RecordingFiles implements org.jackfield.call.Recordings, RecordingLibrary {

  private static final Logger LOG = System.getLogger(RecordingFiles.class.getName());

  @Inject @Nullable RecordingArchive archive;
  @Resource @Nullable ManagedThreadFactory threads;

  private final Recordings files;
  private final String base;
  private final String node;
  private final RecordingQueue queue = new RecordingQueue();
  private final Map<Sid, Instant> growing = new ConcurrentHashMap<>();

  private final Map<Path, Object> encoding = new ConcurrentHashMap<>();
  private volatile @Nullable Encoder encoder;

  /** As the operator set it. */
  public RecordingFiles() {
    this(
        folderOf(System::getProperty),
        PublicBase.of(System::getProperty),
        System.getProperty("jboss.node.name", "node"));
  }

  RecordingFiles(Path folder, String base, String node) {
    this.files = new Recordings(folder);
    this.base = base;
    this.node = node;
  }

  /** Brings a WAV file of an account into a smaller form. */
  interface Encoder {
    void mp3(Path wav, Path into, String account) throws IOException, Unmade;
  }

  static Path folderOf(UnaryOperator<@Nullable String> property) {
    String set = property.apply("jackfield.recordings");
    String data = property.apply("jboss.server.data.dir");
    return set != null
        ? Path.of(set)
        : Path.of(data == null ? System.getProperty("java.io.tmpdir") : data, "recordings");
  }

  /** Finishes what a crash has left, and begins to tell the database. */
  void start(Encoder mp3) {
    encoder = mp3;
    files.notes().stream().filter(note -> note.node().equals(node)).forEach(this::goOnWith);
    ThreadFactory factory = threads == null ? Thread.ofVirtual().factory() : threads;
    Thread thread = factory.newThread(queue);
    thread.setName("jackfield-recordings");
    thread.start();
  }

  private void goOnWith(RecordingNote left) {
    RecordingState state = left.state();
    if (state.isFinal()) {
      tell(state);
      return;
    }
    // The file is right but for the last second, and so is its header
    Duration length = lengthOf(files.wav(state.account().value(), state.sid().value()));
    LOG.log(
        Level.WARNING,
        "Call {0}: the recording {1} was cut off after {2} s when the server ended",
        state.call(),
        state.sid(),
        length.toSeconds());
    end(state.ended(length));
  }

  private static Duration lengthOf(Path wav) {
    try {
      return WaveFile.length(wav);
    } catch (IOException unreadable) {
      return Duration.ZERO;
    }
  }

  @PreDestroy
  void close() {
    queue.close();
  }

  @Override
  public Draft draft(
      Sid accountSid, Sid callSid, String source, int channels, Track track, Instant started) {
    Sid sid = Sid.random("RE");
    Draft draft =
        new Draft(
            sid,
            accountSid,
            callSid,
            source,
            channels,
            track,
            started,
            files.wav(accountSid.value(), sid.value()));
    growing.put(sid, started);
    try {
      files.makeRoom(accountSid.value());
      files.write(new RecordingNote(stateOf(draft), node));
      tell(stateOf(draft));
    } catch (IOException full) {
      // The call goes on; the engine will not be able to write either, and the recording is absent
      LOG.log(Level.ERROR, "Call " + callSid + ": there is no room for a recording", full);
    }
    return draft;
  }

  @Override
  public Kept keep(Draft draft, Duration length) {
    try {
      files.secure(draft.accountSid().value(), draft.sid().value());
    } catch (IOException unsafe) {
      LOG.log(Level.ERROR, "A crash may lose the recording " + draft.sid(), unsafe);
    }
    end(stateOf(draft).ended(length));
    growing.remove(draft.sid());
    String address = address(draft.accountSid().value(), draft.sid().value());
    return new Kept(draft, address, length);
  }

  @Override
  public String address(String account, String sid) {
    return base + "/2010-04-01/Accounts/" + account + "/Recordings/" + sid;
  }

  @Override
  public void pause(Draft draft, boolean isPaused) {
    RecordingState state = stateOf(draft);
    tell(isPaused ? state.paused() : state);
  }

  @Override
  public void discard(Draft draft) {
    growing.remove(draft.sid());
    delete(draft.accountSid().value(), draft.sid().value());
  }

  @Override
  public void delete(String account, String sid) {
    files.delete(account, sid);
    Sid named = new Sid(sid);
    queue.add(() -> archive().remove(named));
  }

  @Override
  public void settle(Duration atMost) {
    queue.settle(atMost);
  }

  @Override
  public Optional<Recorded> open(String account, String sid, Form form) throws IOException {
    Path wav = files.wav(account, sid);
    boolean grows = Sid.isOne("RE", sid) && growing.containsKey(new Sid(sid));
    try {
      return Optional.of(
          form == Form.WAV ? RecordedFile.open(wav, grows) : mp3(account, sid, wav, grows));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private Recorded mp3(String account, String sid, Path wav, boolean grows) throws IOException {
    if (!Files.exists(wav)) {
      throw new NoSuchFileException(wav.toString());
    }
    Path mp3 = files.mp3(account, sid);
    // One encodes, who else asks waits for it
    synchronized (encoding.computeIfAbsent(mp3, path -> new Object())) {
      try {
        if (!grows && Files.exists(mp3) && !older(mp3, wav)) {
          return RecordedFile.open(mp3, false);
        }
        Path part = Files.createTempFile(mp3.getParent(), "RE", ".part");
        try {
          Objects.requireNonNull(encoder, "started").mp3(wav, part, account);
          if (grows) {
            return RecordedFile.open(part, false);
          }
          Files.move(part, mp3, StandardCopyOption.ATOMIC_MOVE);
          if (!Files.exists(wav)) {
            // Deleted meanwhile, for good
            TemporaryFiles.delete(mp3);
            throw new NoSuchFileException(wav.toString());
          }
          return RecordedFile.open(mp3, false);
        } catch (Unmade unmade) {
          throw unmade.failure().code() == Unmade.TOO_SLOW
              ? new TooManyAtOnce(unmade.failure().message())
              : new IOException(unmade.failure().message(), unmade);
        } finally {
          TemporaryFiles.delete(part);
        }
      } finally {
        encoding.remove(mp3);
      }
    }
  }

  private static boolean older(Path one, Path other) throws IOException {
    return Files.getLastModifiedTime(one).compareTo(Files.getLastModifiedTime(other)) < 0;
  }

  private void end(RecordingState state) {
    try {
      files.write(new RecordingNote(state, node));
    } catch (IOException full) {
      LOG.log(Level.ERROR, "The end of recording " + state.sid() + " could not be noted", full);
    }
    tell(state);
  }

  private void tell(RecordingState state) {
    String account = state.account().value();
    String sid = state.sid().value();
    archive().announce(state);
    queue.add(() -> {
      archive().keep(state);
      archive().written(state);
      boolean there = Files.exists(files.wav(account, sid));
      if (state.isFinal() && there) {
        files.forgetNote(account, sid);
      } else if (state.isFinal()) {
        archive().remove(state.sid());
        files.delete(account, sid);
      }
    });
  }

  private RecordingArchive archive() {
    return Objects.requireNonNull(archive, "archive");
  }

  private static RecordingState stateOf(Draft draft) {
    return new RecordingState(
        draft.sid(),
        draft.accountSid(),
        draft.callSid(),
        draft.source(),
        draft.channels(),
        draft.track().word(),
        draft.started(),
        RecordingState.IN_PROGRESS,
        Optional.empty());
  }
}
