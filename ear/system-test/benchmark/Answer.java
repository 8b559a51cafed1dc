/** What both servers say about media. */
final class Answer {
  static final String SDP =
      """
      v=0
      o=benchmark 1 1 IN IP4 127.0.0.1
      s=-
      c=IN IP4 127.0.0.1
      t=0 0
      m=audio 40000 RTP/AVP 0
      a=rtpmap:0 PCMU/8000
      """
          .replace("\n", "\r\n");

  private Answer() {}
}
