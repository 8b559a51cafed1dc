package org.jackfield.system.sip;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jackfield.sip.LastWords;
import org.jackfield.sip.States;

/** Tells whoever has sent it a MESSAGE that it goes, and waits until that has been heard. */
@jakarta.servlet.sip.annotation.SipServlet(name = "departing", applicationName = "departing")
public class DepartingServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Resource private transient SipFactory factory;
  private final transient CountDownLatch heard = new CountDownLatch(1);
  private volatile String friend = "";

  @Override
  public void init() throws ServletException {
    getServletContext()
        .setAttribute(States.ATTRIBUTE, (States) () -> Map.of("friend", Map.of("address", friend)));
    getServletContext().setAttribute(LastWords.ATTRIBUTE, (LastWords) this::say);
  }

  @Override
  protected void doMessage(SipServletRequest message) throws IOException {
    friend = message.getFrom().getURI().toString();
    message.createResponse(SipServletResponse.SC_OK).send();
  }

  private void say() {
    try {
      SipApplicationSession session = factory.createApplicationSession();
      SipServletRequest words =
          factory.createRequest(session, "MESSAGE", "sip:departing@example.com", friend);
      words.setRequestURI(factory.createURI(friend));
      words.send();
      heard.await(20, TimeUnit.SECONDS);
    } catch (ServletParseException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  protected void doResponse(SipServletResponse response) {
    heard.countDown();
  }
}
