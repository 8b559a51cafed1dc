package org.jackfield.system.deployment.office;

import jakarta.annotation.Resource;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.TimerService;
import java.util.Map;
import javax.naming.NamingException;

/** Takes calls down: an enterprise bean, which knows SIP in three ways. */
@Stateless
public class Records {
  @PersistenceContext private EntityManager entities;

  @Resource private SipFactory factoryResource;
  @Resource private TimerService timersResource;
  @Resource private SipSessionsUtil sessionsResource;

  @Inject private SipFactory factoryBean;
  @Inject private TimerService timersBean;
  @Inject private SipSessionsUtil sessionsBean;

  public void take(String callId, String caller) {
    entities.persist(new CallRecord(callId, caller));
  }

  /** What came of each way. */
  public Map<String, String> offers() throws NamingException {
    return Map.of(
        "@Resource in an EJB",
        new Offered(factoryResource, timersResource, sessionsResource).tried(),
        "@Inject in an EJB",
        new Offered(factoryBean, timersBean, sessionsBean).tried(),
        "a name in an EJB",
        Offered.named("java:app/sip/office/").tried());
  }
}
