package org.jackfield.system.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A phone's end of a SIP dialog, RFC 3261 section 12, or of what may become one. */
public final class Dialog {
  private final Phone phone;
  private final String callId;
  private final String localTag;
  private final String local;
  private final String remote;
  private final List<String> routes = new ArrayList<>();
  private String remoteTag = "";
  private String target;
  private int cseq;
  private final List<Message> first = new ArrayList<>();

  private Dialog(Phone phone, String callId, String local, String remote, String target) {
    this.phone = phone;
    this.callId = callId;
    this.local = local;
    this.remote = remote;
    this.target = target;
    localTag = Phone.newTag();
  }

  static Dialog calling(Phone phone, String uri) {
    return new Dialog(phone, Phone.newTag() + "@phone", phone.uri(), uri, uri);
  }

  static Dialog registering(Phone phone, String user, String domain) {
    String address = "sip:" + user + "@" + domain;
    return new Dialog(phone, Phone.newTag() + "@phone", address, address, "sip:" + domain);
  }

  static Dialog called(Phone phone, Message request) {
    Dialog dialog =
        new Dialog(
            phone,
            request.callId(),
            uri(request.header("To")),
            uri(request.header("From")),
            request.findHeader("Contact").isPresent() ? request.contact() : "");
    dialog.remoteTag = request.tag("From");
    dialog.routes.addAll(request.headers("Record-Route"));
    dialog.first.add(request);
    return dialog;
  }

  /** Another phone's answer to the same request: RFC 3261 section 16.7, a fork. */
  public Dialog fork() {
    return called(phone, request());
  }

  /** The request that started this dialog at a phone that was called. */
  public Message request() {
    return first.getFirst();
  }

  public String callId() {
    return callId;
  }

  /** The Request-URI of the next request. */
  public String target() {
    return target;
  }

  public String localTag() {
    return localTag;
  }

  /** Sends a request, whose headers are given, and after an empty line the body. */
  public Message send(String method, String... lines) {
    Message request = prepare(method, lines);
    phone.send(request);
    return request;
  }

  /** Makes a request that is sent by {@link Phone#send}. */
  public Message prepare(String method, String... lines) {
    cseq++;
    List<String> head = head(method, cseq, Phone.newBranch());
    if (Stream.of(lines).anyMatch(line -> line.startsWith("Contact:"))) {
      head.removeLast();
    }
    return phone.message(head, lines);
  }

  private List<String> head(String method, int number, String branch) {
    List<String> head = new ArrayList<>();
    head.add(method + " " + target + " SIP/2.0");
    head.add(phone.via(branch));
    head.add("Max-Forwards: 70");
    routes.forEach(route -> head.add("Route: " + route));
    head.add("From: <%s>;tag=%s".formatted(local, localTag));
    head.add("To: <%s>%s".formatted(remote, remoteTag.isEmpty() ? "" : ";tag=" + remoteTag));
    head.add("Call-ID: " + callId);
    head.add("CSeq: " + number + " " + method);
    head.add("Contact: <" + phone.uri() + ">");
    return head;
  }

  /** Acknowledges a 2xx, RFC 3261 section 13.2.2.4. */
  public Message ack(Message success, String... lines) {
    Message ack = phone.message(head("ACK", success.cseq(), Phone.newBranch()), lines);
    phone.send(ack);
    return ack;
  }

  /** RFC 3262 section 4: acknowledges a reliable provisional response. */
  public Message prack(Message reliable, String... lines) {
    List<String> more = new ArrayList<>();
    more.add("RAck: " + reliable.header("RSeq") + " " + reliable.header("CSeq"));
    more.addAll(List.of(lines));
    return send("PRACK", more.toArray(String[]::new));
  }

  /** RFC 3261 section 9.1. */
  public Message cancel(Message invite) {
    Message cancel = phone.message(sameHop(invite, "CANCEL", invite.header("To")));
    phone.send(cancel);
    return cancel;
  }

  /** The head of CANCEL, and of ACK to a refusal: RFC 3261 section 17.1.1.3. */
  private static List<String> sameHop(Message invite, String method, String to) {
    List<String> head = new ArrayList<>();
    head.add(method + " " + invite.requestUri() + " SIP/2.0");
    head.add("Via: " + invite.header("Via"));
    head.add("Max-Forwards: 70");
    invite.headers("Route").forEach(route -> head.add("Route: " + route));
    head.add("From: " + invite.header("From"));
    head.add("To: " + to);
    head.add("Call-ID: " + invite.callId());
    head.add("CSeq: " + invite.cseq() + " " + method);
    return head;
  }

  /** Waits for the next answer to a request, past 100, and fails if it has another status. */
  public Message expect(int status, Message request) {
    Message response =
        await(status + " to " + request.method(), request, status == 100 ? 100 : 101);
    if (response.status() != status) {
      throw new AssertionError(
          "Expected " + status + " to " + request.method() + ", not\n" + response);
    }
    learn(response);
    return response;
  }

  /** Waits for the next answer to a request, past 100, whatever it is. */
  public Message response(Message request) {
    return await("answer to " + request.method(), request, 101);
  }

  private Message await(String what, Message request, int least) {
    Message response =
        phone.await(
            what,
            m ->
                !m.isRequest()
                    && m.callId().equals(callId)
                    && m.header("CSeq").equals(request.header("CSeq"))
                    && m.status() >= least);
    if (request.method().equals("INVITE") && response.status() >= 300) {
      phone.send(phone.message(sameHop(request, "ACK", response.header("To"))));
    }
    return response;
  }

  /** RFC 3261 section 12.1.2: what the first answer with a tag says about the other side. */
  private void learn(Message response) {
    String tag = response.tag("To");
    if (!tag.isEmpty() && remoteTag.isEmpty() && response.status() < 300) {
      remoteTag = tag;
      routes.addAll(response.headers("Record-Route").reversed());
    }
    if (!tag.isEmpty() && response.status() < 300 && response.findHeader("Contact").isPresent()) {
      target = response.contact();
    }
  }

  /** Waits for a request of this dialog. */
  public Message expect(String method) {
    Message request = phone.await(method + " in the dialog", isOurs(method));
    // RFC 3261 section 12.2.2
    if (request.findHeader("Contact").isPresent()) {
      target = request.contact();
    }
    return request;
  }

  private Predicate<Message> isOurs(String method) {
    return m ->
        m.isRequest()
            && m.method().equals(method)
            && m.callId().equals(callId)
            && (m.tag("To").isEmpty() || m.tag("To").equals(localTag))
            && (remoteTag.isEmpty() || m.tag("From").equals(remoteTag));
  }

  /** Answers a request, with headers and after an empty line the body. */
  public Message answer(Message request, int status, String... lines) {
    List<String> head = new ArrayList<>();
    head.add("SIP/2.0 " + status + " Because");
    request.headers("Via").forEach(via -> head.add("Via: " + via));
    request.headers("Record-Route").forEach(route -> head.add("Record-Route: " + route));
    head.add("From: " + request.header("From"));
    boolean tagged = !request.tag("To").isEmpty() || status == 100;
    head.add("To: " + request.header("To") + (tagged ? "" : ";tag=" + localTag));
    head.add("Call-ID: " + request.callId());
    head.add("CSeq: " + request.header("CSeq"));
    // a redirection names somebody else
    if (Stream.of(lines).noneMatch(line -> line.startsWith("Contact:"))) {
      head.add("Contact: <" + phone.uri() + ">");
    }
    Message response = phone.message(head, lines);
    request.back().send(response.text());
    return response;
  }

  /** Answers the request that started this dialog. */
  public Message answer(int status, String... lines) {
    return answer(request(), status, lines);
  }

  private static String uri(String header) {
    int open = header.indexOf('<');
    return open < 0
        ? header.split(";", 2)[0].strip()
        : header.substring(open + 1, header.indexOf('>'));
  }
}
