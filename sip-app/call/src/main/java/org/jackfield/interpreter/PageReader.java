package org.jackfield.interpreter;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.application.Answer;
import org.jackfield.call.Notification.Exchange;
import org.jackfield.call.VoiceSettings.Target;
import org.jackfield.instruction.Document;
import org.jackfield.instruction.DocumentReader;
import org.jackfield.instruction.DocumentReader.Broken;
import org.jackfield.instruction.DocumentReader.Understood;
import org.jackfield.instruction.Instruction;
import org.jackfield.instruction.Play;
import org.jackfield.instruction.Say;
import org.jackfield.instruction.Warning;

/** Makes of an answer what can be performed; its MIME type decides (P1.24). */
final class PageReader {

  private static final int WRONG_TYPE = 12300;
  private static final Set<String> INSTRUCTIONS =
      Set.of("text/xml", "application/xml", "text/html");

  private final DocumentReader reader;
  private final Notebook notebook;

  PageReader(DocumentReader reader, Notebook notebook) {
    this.reader = reader;
    this.notebook = notebook;
  }

  /** What came of it. */
  sealed interface Reading {}

  /** It can be performed. */
  record Performable(Page page) implements Reading {}

  /** It cannot, and has not been told to the customer yet. */
  record Trouble(int code, String message, Optional<Exchange> exchange) implements Reading {}

  Reading read(Target asked, Answer answer) {
    return switch (answer) {
      case Answer.Failure failure ->
          new Trouble(failure.code(), failure.message(), Optional.of(failure.exchange()));
      case Answer.Sound sound ->
          performable(new Play(sound.address(), 1), sound.address(), "", asked);
      case Answer.Text text when INSTRUCTIONS.contains(text.mimeType()) -> document(asked, text);
      case Answer.Text text when text.mimeType().equals("text/plain") -> plain(asked, text);
      case Answer.Text text ->
          new Trouble(
              WRONG_TYPE,
              "The content type '"
                  + text.mimeType()
                  + "' cannot be performed: text/xml, text/plain or a sound can",
              Optional.of(text.exchange()));
    };
  }

  /** A document that came with the order for the call. */
  Reading readInline(String text) {
    return switch (reader.read(text, Optional.empty())) {
      case Understood understood -> {
        warn(understood.document(), Optional.empty());
        yield new Performable(
            new Page(understood.document(), Optional.empty(), text, Optional.empty()));
      }
      case Broken broken -> new Trouble(broken.code(), whereAndWhat(broken), Optional.empty());
    };
  }

  private Reading document(Target asked, Answer.Text text) {
    return switch (reader.read(text.body(), Optional.of(text.address()))) {
      case Understood understood -> {
        warn(understood.document(), Optional.of(text.exchange()));
        yield new Performable(
            new Page(
                understood.document(),
                Optional.of(text.address()),
                text.body(),
                Optional.of(asked)));
      }
      case Broken broken ->
          new Trouble(broken.code(), whereAndWhat(broken), Optional.of(text.exchange()));
    };
  }

  // A document if it can be read as one, otherwise it is spoken
  private Reading plain(Target asked, Answer.Text text) {
    Reading reading = document(asked, text);
    if (reading instanceof Performable || text.body().isBlank()) {
      return reading;
    }
    String spoken = text.body().strip().replaceAll("\\s+", " ");
    String cut = spoken.substring(0, Math.min(spoken.length(), 4_096));
    return performable(new Say(cut, false, "man", "en-US", 1), text.address(), text.body(), asked);
  }

  private static Performable performable(
      Instruction instruction, URI address, String text, Target asked) {
    return new Performable(
        new Page(
            new Document(List.of(instruction), List.of()),
            Optional.of(address),
            text,
            Optional.of(asked)));
  }

  private void warn(Document document, Optional<Exchange> exchange) {
    for (Warning warning : document.warnings()) {
      notebook.warning(
          warning.code(),
          warning.message() + " (line " + warning.line() + ", column " + warning.column() + ")",
          exchange);
    }
  }

  private static String whereAndWhat(Broken broken) {
    return broken.line() == 0
        ? broken.message()
        : broken.message() + " (line " + broken.line() + ", column " + broken.column() + ")";
  }
}
