package org.jackfield.instruction;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document once that comes again and again: most applications send all callers the same
 * menu. What was read depends on the text and its address alone. Any thread.
 */
public final class RememberedDocuments implements DocumentReader {

  /** Longer ones, such as a text that is read to one caller, hardly come again. */
  static final int MOST_CHARACTERS = 4_096;

  /** Each address in a document may become as long as the document's own. */
  static final int LONGEST_ADDRESS = 256;

  /** The latest so many: a megabyte or two of usual menus, forty of the worst. */
  static final int MOST_DOCUMENTS = 256;

  private final DocumentReader reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Key, Reading> latest = new Latest();

  private record Key(String text, Optional<URI> base) {}

  private static final class Latest extends LinkedHashMap<Key, Reading> {
    private static final long serialVersionUID = 1L;

    Latest() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Reading> eldest) {
      return size() > MOST_DOCUMENTS;
    }
  }

  public RememberedDocuments(DocumentReader reader) {
    this.reader = reader;
  }

  @Override
  public Reading read(String text, Optional<URI> base) {
    if (text.length() > MOST_CHARACTERS || base.toString().length() > LONGEST_ADDRESS) {
      return reader.read(text, base);
    }
    Key key = new Key(text, base);
    Reading known = known(key);
    if (known != null) {
      return known;
    }
    Reading reading = reader.read(text, base);
    lock.lock();
    try {
      latest.put(key, reading);
    } finally {
      lock.unlock();
    }
    return reading;
  }

  private @Nullable Reading known(Key key) {
    lock.lock();
    try {
      return latest.get(key);
    } finally {
      lock.unlock();
    }
  }
}
