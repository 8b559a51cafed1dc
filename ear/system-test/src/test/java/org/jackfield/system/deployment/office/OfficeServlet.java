package org.jackfield.system.deployment.office;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.sip.ServletTimer;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.TimerListener;
import jakarta.servlet.sip.TimerService;
import jakarta.servlet.sip.annotation.SipListener;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.NamingException;

/**
 * Has each MESSAGE taken down by an enterprise bean and reads the record back; to OPTIONS it says
 * what it knows SIP by. It acknowledges and ends the calls that others start.
 */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "office",
    applicationName = "office",
    loadOnStartup = 1)
@SipListener
public class OfficeServlet extends SipServlet implements TimerListener {
  private static final long serialVersionUID = 1;

  @EJB private transient Records records;
  @Inject private transient Reception reception;
  @PersistenceContext private transient EntityManager entities;

  @Resource private transient SipFactory factoryResource;
  @Resource private transient TimerService timersResource;
  @Resource private transient SipSessionsUtil sessionsResource;

  @Inject private transient SipFactory factoryBean;
  @Inject private transient TimerService timersBean;
  @Inject private transient SipSessionsUtil sessionsBean;

  @Override
  protected void doMessage(SipServletRequest message) throws ServletException, IOException {
    message.getApplicationSession().setInvalidateWhenReady(true);
    records.take(message.getCallId(), String.valueOf(message.getContent()));
    CallRecord found = entities.find(CallRecord.class, message.getCallId());
    SipServletResponse answer = message.createResponse(SipServletResponse.SC_OK);
    answer.setContent(found.callId() + " by " + found.caller(), "text/plain");
    answer.send();
  }

  @Override
  protected void doOptions(SipServletRequest options) throws ServletException, IOException {
    options.getApplicationSession().setInvalidateWhenReady(true);
    SipServletResponse answer = options.createResponse(SipServletResponse.SC_OK);
    answer.setContent(Offered.text(offers()), "text/plain");
    answer.send();
  }

  private Map<String, String> offers() throws ServletException {
    try {
      Map<String, String> offers = new TreeMap<>(reception.offers());
      offers.putAll(records.offers());
      offers.put(
          "@Resource in a SIP servlet",
          new Offered(factoryResource, timersResource, sessionsResource).tried());
      offers.put(
          "@Inject in a SIP servlet", new Offered(factoryBean, timersBean, sessionsBean).tried());
      offers.put("a name in a SIP servlet", Offered.named("java:app/sip/office/").tried());
      offers.put(
          "a name of its own in a SIP servlet", Offered.named("java:comp/env/sip/office/").tried());
      return offers;
    } catch (NamingException e) {
      throw new ServletException(e);
    }
  }

  /** The timers that are tried are cancelled; there must be a listener all the same. */
  @Override
  public void timeout(ServletTimer timer) {
    throw new IllegalStateException("Not cancelled: " + timer.getInfo());
  }

  @Override
  protected void doSuccessResponse(SipServletResponse response) throws IOException {
    if (response.getMethod().equals("INVITE")) {
      response.createAck().send();
      response.getSession().createRequest("BYE").send();
    }
  }
}
