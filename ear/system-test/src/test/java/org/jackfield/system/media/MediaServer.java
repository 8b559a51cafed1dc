package org.jackfield.system.media;

import java.io.IOException;
import java.nio.file.Files;
import org.jackfield.system.call.VoiceServer;

/** The media layer of the shared server. */
final class MediaServer {

  private static final OriginServer TRANSCRIBER =
      new OriginServer(VoiceServer.ofShared(VoiceServer.TRANSCRIPTION));

  private MediaServer() {}

  static VoiceServer shared() throws IOException {
    return VoiceServer.shared();
  }

  /** Makes text of speech for the shared server, at {@code /text}. */
  static OriginServer transcriber() {
    return TRANSCRIBER;
  }

  /** Writes the operator's table of voices anew. */
  static synchronized void voices(String table) throws IOException {
    Files.writeString(VoiceServer.VOICES, table);
  }
}
