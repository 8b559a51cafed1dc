package org.jackfield.system.sip.application;

import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipURI;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Refuses calls but those to {@code answers} and {@code asks}, who sends an INFO back, and fails at
 * the answer to it. It fails or waits where it is asked to: users {@code error}, {@code overflow},
 * {@code exception} and {@code waits}; who waits goes on when {@code go on} is ordered.
 */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "fragile",
    applicationName = "fragile",
    loadOnStartup = 1)
public class FragileServlet extends SipServlet {
  private static final long serialVersionUID = 1;
  private static final Set<String> ANSWERING = Set.of("answers", "asks");

  private final transient CountDownLatch waiting = new CountDownLatch(1);

  @Override
  public void init() {
    Orders.to((order, argument) -> {
      waiting.countDown();
      return "";
    });
  }

  @Override
  protected void doRequest(SipServletRequest request) throws IOException {
    request.getApplicationSession().setInvalidateWhenReady(true);
    String user = request.getRequestURI() instanceof SipURI uri ? uri.getUser() : "";
    switch (String.valueOf(user)) {
      case "error" -> throw new OutOfMemoryError("FragileServlet: as an error");
      case "overflow" -> overflow(0);
      case "exception" -> throw new IllegalStateException("FragileServlet: as an exception");
      case "waits" -> await();
      default -> {}
    }
    boolean refused =
        request.isInitial()
            && request.getMethod().equals("INVITE")
            && !ANSWERING.contains(String.valueOf(user));
    if ("asks".equals(user)) {
      request.getSession().setAttribute("asks", true);
    }
    // The ACK goes to our Contact, which names nobody
    if (request.getMethod().equals("ACK") && request.getSession().getAttribute("asks") != null) {
      request.getSession().createRequest("INFO").send();
    }
    if (!request.getMethod().equals("ACK") && !request.getMethod().equals("CANCEL")) {
      request.createResponse(refused ? SipServletResponse.SC_BUSY_HERE : 200).send();
    }
  }

  @Override
  protected void doResponse(SipServletResponse answer) {
    throw new IllegalStateException("FragileServlet: at an answer");
  }

  private static int overflow(int depth) {
    return depth < 0 ? 0 : 1 + overflow(depth + 1);
  }

  private void await() {
    Journal.note("waits");
    try {
      if (!waiting.await(30, TimeUnit.SECONDS)) {
        Journal.note("nobody let it go on");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
