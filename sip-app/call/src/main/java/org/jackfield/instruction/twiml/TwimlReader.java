package org.jackfield.instruction.twiml;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.instruction.Document;
import org.jackfield.instruction.DocumentReader;
import org.jackfield.instruction.Instruction;

/** Reads a TwiML document into instructions. Any thread. */
public final class TwimlReader implements DocumentReader {

  /** A document that is longer is not read. */
  public static final int MAX_BYTES = 64 * 1_024;

  private static final int TOO_LONG = 11750;
  private static final int EMPTY = 11770;
  private static final int WRONG_ROOT = 12102;

  @Override
  public Reading read(String text, Optional<URI> base) {
    String document = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (document.isBlank()) {
      return new Broken(EMPTY, "The answer is empty; an empty document is <Response/>", 0, 0);
    }
    if (isTooLong(document)) {
      return new Broken(TOO_LONG, "A document takes 64 KiB at most", 0, 0);
    }
    try {
      // A declaration must come first (XML 1.0 section 2.8); many applications have lines before it
      String stripped = document.strip();
      return instructions(
          Tree.read(stripped.startsWith("<?xml") ? stripped : document), new Margin(base));
    } catch (BrokenDocument e) {
      return e.broken();
    }
  }

  private static boolean isTooLong(String text) {
    return text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES;
  }

  private static Reading instructions(Element root, Margin margin) throws BrokenDocument {
    if (!root.name().equals("Response")) {
      throw new BrokenDocument(
          WRONG_ROOT,
          "The root element must be <Response>, not " + root,
          root.line(),
          root.column());
    }
    if (!root.text().isEmpty()) {
      margin.warn(root, Margin.SCHEMA, "Text outside of an instruction is not spoken");
    }
    VerbReader verbs = new VerbReader(margin);
    List<Instruction> instructions = new ArrayList<>();
    for (Element element : root.elements()) {
      verbs.read(element).ifPresent(instructions::add);
    }
    return new Understood(new Document(instructions, margin.warnings()));
  }
}
