package org.jackfield.system.deployment.office;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.TimerService;
import java.util.Map;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** A bean of CDI beside the enterprise beans, made anew for each request from elsewhere. */
@RequestScoped
public class Switchboard {
  @Resource private SipFactory factoryResource;
  @Resource private TimerService timersResource;
  @Resource private SipSessionsUtil sessionsResource;

  @Resource(lookup = "java:app/sip/office/SipFactory")
  private SipFactory factoryByName;

  @Resource(lookup = "java:app/sip/office/TimerService")
  private TimerService timersByName;

  @Resource(lookup = "java:app/sip/office/SipSessionsUtil")
  private SipSessionsUtil sessionsByName;

  @Inject private SipFactory factoryBean;
  @Inject private TimerService timersBean;
  @Inject private SipSessionsUtil sessionsBean;

  private @Nullable SipFactory factorySet;

  @Resource
  void setFactory(SipFactory factory) {
    factorySet = factory;
  }

  /** What came of each way. */
  public Map<String, String> offers() throws NamingException {
    return Map.of(
        "@Resource in a bean of the ejb-jar",
        new Offered(factoryResource, timersResource, sessionsResource).tried(),
        "@Resource of a name in a bean of the ejb-jar",
        new Offered(factoryByName, timersByName, sessionsByName).tried(),
        "@Resource on a setter in a bean of the ejb-jar",
        new Offered(factorySet, timersBean, sessionsBean).tried(),
        "@Inject in a bean of the ejb-jar",
        new Offered(factoryBean, timersBean, sessionsBean).tried(),
        "a name in a bean of the ejb-jar",
        Offered.named("java:app/sip/office/").tried());
  }
}
