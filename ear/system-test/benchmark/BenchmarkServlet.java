import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import java.io.IOException;

/** Answers calls at once and forgets them when they end. */
@jakarta.servlet.sip.annotation.SipServlet(name = "benchmark", applicationName = "benchmark")
public class BenchmarkServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doInvite(SipServletRequest invite) throws IOException {
    SipServletResponse answer = invite.createResponse(SipServletResponse.SC_OK);
    answer.setContent(Answer.SDP, "application/sdp");
    answer.send();
  }

  @Override
  protected void doBye(SipServletRequest bye) throws IOException {
    bye.createResponse(SipServletResponse.SC_OK).send();
  }

  @Override
  protected void doOptions(SipServletRequest options) throws IOException {
    options.createResponse(SipServletResponse.SC_OK).send();
  }
}
