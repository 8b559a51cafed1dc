package org.jackfield.system.sip.application;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.sip.AuthInfo;
import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSession;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks others for something, and answers when they ask who it is. Orders: {@code METHOD form} with
 * the address to ask; or with an address asked before {@code again METHOD}, {@code keep} and {@code
 * forget} for its session.
 */
@jakarta.servlet.sip.annotation.SipServlet(name = "client", applicationName = "client")
public class ClientServlet extends SipServlet {
  public static final String USER = "our-name";
  public static final String PASSWORD = "canary-0ddba11";

  private static final long serialVersionUID = 1;
  private static final int MOST_ATTEMPTS = 3;

  @Resource private @Nullable SipFactory factory;
  private final transient Map<String, SipSession> sessions = new ConcurrentHashMap<>();

  @Override
  public void init() {
    Orders.to(this::take);
  }

  private String take(String order, String address) throws Exception {
    String[] words = order.split(" ");
    switch (words[0]) {
      case "again" -> known(address).createRequest(words[1]).send();
      case "keep" -> known(address).setInvalidateWhenReady(false);
      case "forget" -> known(address).getApplicationSession().invalidate();
      default -> ask(words[0], words[1], address);
    }
    return "";
  }

  private SipSession known(String address) {
    return Objects.requireNonNull(sessions.get(address));
  }

  private void ask(String method, String form, String address) throws Exception {
    SipFactory sip = Objects.requireNonNull(factory);
    SipServletRequest request =
        sip.createRequest(
            sip.createApplicationSession(), method, "sip:" + USER + "@here.example", address);
    // as a To it has lost its transport, RFC 3261 section 20.39
    request.setRequestURI(sip.createURI(address));
    sessions.put(address, request.getSession());
    request.getSession().setAttribute("form", form);
    request.getSession().setAttribute("attempts", 1);
    request.send();
  }

  @Override
  protected void doErrorResponse(SipServletResponse refusal) throws ServletException, IOException {
    Journal.note(refusal.getStatus() + " to " + refusal.getMethod());
    SipSession session = refusal.getSession();
    int attempts = (Integer) session.getAttribute("attempts");
    if ((refusal.getStatus() == 401 || refusal.getStatus() == 407) && attempts < MOST_ATTEMPTS) {
      session.setAttribute("attempts", attempts + 1);
      SipServletRequest again = session.createRequest(refusal.getMethod());
      try {
        answer(refusal, again, String.valueOf(session.getAttribute("form")));
      } catch (SecurityException e) {
        Journal.note("cannot: " + e.getMessage());
        return;
      }
      again.send();
    }
  }

  private void answer(SipServletResponse refusal, SipServletRequest again, String form)
      throws ServletParseException {
    if (form.equals("user")) {
      again.addAuthHeader(refusal, USER, PASSWORD);
      return;
    }
    AuthInfo info = Objects.requireNonNull(factory).createAuthInfo();
    for (Iterator<String> realms = refusal.getChallengeRealms(); realms.hasNext(); ) {
      String realm = realms.next();
      if (!realm.equals("stranger")) {
        info.addAuthInfo(refusal.getStatus(), realm, USER, PASSWORD);
      }
    }
    again.addAuthHeader(refusal, info);
  }

  @Override
  protected void doSuccessResponse(SipServletResponse success) throws IOException {
    Journal.note(success.getStatus() + " to " + success.getHeader("CSeq"));
    Journal.note("done " + success.getCallId());
    if (success.getMethod().equals("INVITE")) {
      success.createAck().send();
    }
  }
}
