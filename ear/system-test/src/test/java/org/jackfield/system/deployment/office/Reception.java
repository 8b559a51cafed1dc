package org.jackfield.system.deployment.office;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.TimerService;
import java.util.Map;
import javax.naming.NamingException;

/** A bean of CDI, which knows SIP in three ways. */
@ApplicationScoped
public class Reception {
  @Resource private SipFactory factoryResource;
  @Resource private TimerService timersResource;
  @Resource private SipSessionsUtil sessionsResource;

  @Inject private SipFactory factoryBean;
  @Inject private TimerService timersBean;
  @Inject private SipSessionsUtil sessionsBean;

  /** What came of each way. */
  public Map<String, String> offers() throws NamingException {
    return Map.of(
        "@Resource in a CDI bean",
        new Offered(factoryResource, timersResource, sessionsResource).tried(),
        "@Inject in a CDI bean",
        new Offered(factoryBean, timersBean, sessionsBean).tried(),
        "a name in a CDI bean",
        Offered.named("java:app/sip/office/").tried());
  }
}
