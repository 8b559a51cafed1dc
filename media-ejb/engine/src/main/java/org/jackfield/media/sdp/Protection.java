package org.jackfield.media.sdp;

/** Whether sound is protected by SRTP with keys in the descriptions (RFC 4568). */
public enum Protection {
  /** Where the peer offers it, and by {@code RTP/SAVP}. */
  OFF,
  /**
   * Where the peer can: our offers have a key beside {@code RTP/AVP}, as telephones do it that call
   * this best effort, and so may those of others. Who does not answer with a key is spoken to
   * plainly.
   */
  OFFERED,
  /** Always: our offers are {@code RTP/SAVP}, and those of others that have no key are refused. */
  REQUIRED
}
