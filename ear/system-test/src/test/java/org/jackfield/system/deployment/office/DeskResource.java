package org.jackfield.system.deployment.office;

import jakarta.annotation.Resource;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.TimerService;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.util.Map;
import javax.naming.NamingException;

/** The office over HTTP, in an archive of its own, beside the one that speaks SIP. */
@Path("desk")
@Produces("text/plain")
public class DeskResource {
  @Resource private SipFactory factoryResource;
  @Resource private TimerService timersResource;
  @Resource private SipSessionsUtil sessionsResource;

  @Inject private SipFactory factoryBean;
  @Inject private TimerService timersBean;
  @Inject private SipSessionsUtil sessionsBean;

  @Inject private Switchboard switchboard;

  /** What came of the ways of a bean in another archive, which nobody else has used. */
  @GET
  @Path("switchboard")
  public String switchboard() throws NamingException {
    return Offered.text(switchboard.offers());
  }

  /** What came of each way to know SIP. */
  @GET
  public String offers() throws NamingException {
    return Offered.text(
        Map.of(
            "@Resource in a JAX-RS resource",
            new Offered(factoryResource, timersResource, sessionsResource).tried(),
            "@Inject in a JAX-RS resource",
            new Offered(factoryBean, timersBean, sessionsBean).tried(),
            "a name in a JAX-RS resource",
            Offered.named("java:app/sip/office/").tried()));
  }

  /** Calls somebody, and answers with the call's Call-ID. */
  @POST
  public String call(String uri) throws IOException, ServletException {
    SipApplicationSession session = factoryBean.createApplicationSession();
    session.setInvalidateWhenReady(true);
    SipServletRequest invite =
        factoryBean.createRequest(
            session,
            "INVITE",
            factoryBean.createURI("sip:office@example.com"),
            factoryBean.createURI(uri));
    invite.setRequestURI(factoryBean.createURI(uri));
    invite.send();
    return invite.getCallId();
  }
}
