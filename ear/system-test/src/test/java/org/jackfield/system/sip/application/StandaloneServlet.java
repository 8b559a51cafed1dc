package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.util.Objects;

/** Answers and sends requests that start no dialog. */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "standalone",
    applicationName = "standalone",
    loadOnStartup = 1)
public class StandaloneServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  /** An order is a method, its argument whom to send it to. */
  @Override
  public void init() {
    Orders.to(this::send);
  }

  private String send(String method, String uri) throws IOException, ServletException {
    SipFactory factory = (SipFactory) getServletContext().getAttribute(SIP_FACTORY);
    SipServletRequest request =
        factory.createRequest(
            factory.createApplicationSession(),
            method,
            factory.createURI("sip:jackfield@example.com"),
            factory.createURI(uri));
    request.getApplicationSession().setInvalidateWhenReady(true);
    // as the To of RFC 3261 section 20.39 it has lost its transport
    request.setRequestURI(factory.createURI(uri));
    request.getSession().setHandler("standalone");
    request.setContent("hello", "text/plain");
    if (method.equals("PUBLISH")) {
      request.setHeader("Event", "presence");
    }
    request.send();
    return request.getCallId();
  }

  @Override
  protected void doMessage(SipServletRequest message) throws IOException {
    Journal.note("MESSAGE " + message.getContent());
    answer(message);
  }

  /** RFC 3903 section 4: without SIP-If-Match it is new, with it the same one. */
  @Override
  protected void doPublish(SipServletRequest publish) throws IOException {
    publish.getApplicationSession().setInvalidateWhenReady(true);
    SipServletResponse response = publish.createResponse(SipServletResponse.SC_OK);
    response.setHeader(
        "SIP-ETag", Objects.requireNonNullElse(publish.getHeader("SIP-If-Match"), "etag"));
    response.setExpires(publish.getExpires());
    response.send();
    Journal.note("PUBLISH " + publish.getHeader("Event") + " " + publish.getExpires());
  }

  @Override
  protected void doOptions(SipServletRequest options) throws IOException {
    answer(options);
  }

  private static void answer(SipServletRequest request) throws IOException {
    request.getApplicationSession().setInvalidateWhenReady(true);
    SipServletResponse response = request.createResponse(SipServletResponse.SC_OK);
    response.addHeader("Allow", "INVITE, MESSAGE");
    response.send();
  }

  @Override
  protected void doResponse(SipServletResponse response) {
    Journal.note(response.getCallId() + " " + response.getStatus() + " " + response.getMethod());
  }
}
