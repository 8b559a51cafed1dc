import gov.nist.core.ServerLogger;
import gov.nist.core.StackLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.ListeningPoint;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.header.ContactHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.MessageFactory;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * What a server on plain JAIN-SIP costs: answers calls with the same messages as the benchmark's
 * servlet, and does nothing else. Arguments: port, worker threads.
 */
public final class BareAgent implements SipListener {
  private static final String HOST = "127.0.0.1";

  private final SipProvider provider;
  private final MessageFactory messages;
  private final ContactHeader contact;
  private final javax.sip.header.HeaderFactory headers;
  private int tags;

  private BareAgent(int port, int workers) throws Exception {
    SipFactory factory = SipFactory.getInstance();
    factory.setPathName("gov.nist");
    SipStack stack = factory.createSipStack(properties(workers));
    messages = factory.createMessageFactory();
    headers = factory.createHeaderFactory();
    contact =
        headers.createContactHeader(
            factory
                .createAddressFactory()
                .createAddress("<sip:" + HOST + ":" + port + ">"));
    provider = stack.createSipProvider(stack.createListeningPoint(HOST, port, ListeningPoint.UDP));
    provider.addSipListener(this);
    stack.start();
  }

  private static Properties properties(int workers) {
    String own = "gov.nist.javax.sip.";
    Properties properties = new Properties();
    properties.setProperty("javax.sip.STACK_NAME", "bare");
    properties.setProperty(own + "THREAD_POOL_SIZE", Integer.toString(workers));
    // the worker that took a message runs the listener, too
    properties.setProperty(own + "REENTRANT_LISTENER", "true");
    // else each datagram costs 64 KiB
    properties.setProperty(own + "MAX_MESSAGE_SIZE", "8192");
    // lingering transactions keep bytes, not objects
    properties.setProperty(own + "RELEASE_REFERENCES_STRATEGY", "Normal");
    properties.setProperty(own + "STACK_LOGGER", Silence.class.getName());
    properties.setProperty(own + "SERVER_LOGGER", Silence.class.getName());
    return properties;
  }

  public static void main(String[] arguments) throws Exception {
    new BareAgent(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    System.out.println("ready");
    Thread.currentThread().join();
  }

  @Override
  public void processRequest(RequestEvent event) {
    Request request = event.getRequest();
    try {
      switch (request.getMethod()) {
        case Request.INVITE -> answer(event, true);
        case Request.BYE, Request.OPTIONS -> answer(event, false);
        default -> {}
      }
    } catch (Exception e) {
      e.printStackTrace();
    }
  }

  private void answer(RequestEvent event, boolean withBody) throws Exception {
    Request request = event.getRequest();
    ServerTransaction transaction = event.getServerTransaction();
    if (transaction == null) {
      transaction = provider.getNewServerTransaction(request);
    }
    Response response = messages.createResponse(Response.OK, request);
    if (withBody) {
      ((ToHeader) response.getHeader(ToHeader.NAME)).setTag(nextTag());
      response.setHeader((ContactHeader) contact.clone());
      response.setContent(
          Answer.SDP, headers.createContentTypeHeader("application", "sdp"));
    }
    transaction.sendResponse(response);
  }

  private synchronized String nextTag() {
    return Integer.toHexString(++tags);
  }

  @Override
  public void processResponse(ResponseEvent event) {}

  @Override
  public void processTimeout(TimeoutEvent event) {}

  @Override
  public void processIOException(IOExceptionEvent event) {}

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {}

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {}

  /** Logging is off: nothing is asked for, nothing is built. */
  public static final class Silence implements StackLogger, ServerLogger {
    @Override
    public boolean isLoggingEnabled() {
      return false;
    }

    @Override
    public boolean isLoggingEnabled(int level) {
      return false;
    }

    @Override
    public void logException(Throwable trouble) {}

    @Override
    public void logException(Exception trouble) {}

    @Override
    public void logFatalError(String message) {}

    @Override
    public void logError(String message) {}

    @Override
    public void logError(String message, Exception trouble) {}

    @Override
    public void logWarning(String message) {}

    @Override
    public void logInfo(String message) {}

    @Override
    public void logDebug(String message) {}

    @Override
    public void logDebug(String message, Exception trouble) {}

    @Override
    public void logTrace(String message) {}

    @Override
    public void logStackTrace() {}

    @Override
    public void logStackTrace(int level) {}

    @Override
    public int getLineCount() {
      return 0;
    }

    @Override
    public void disableLogging() {}

    @Override
    public void enableLogging() {}

    @Override
    public void setBuildTimeStamp(String stamp) {}

    @Override
    public void setStackProperties(Properties properties) {}

    @Override
    public String getLoggerName() {
      return "silence";
    }

    @Override
    public void closeLogFile() {}

    @Override
    public void logMessage(SIPMessage message, String from, String to, boolean sent, long time) {}

    @Override
    public void logMessage(
        SIPMessage message, String from, String to, String status, boolean sent, long time) {}

    @Override
    public void logMessage(
        SIPMessage message, String from, String to, String status, boolean sent) {}

    @Override
    public void setSipStack(SipStack stack) {}
  }
}
