package org.jackfield.sip.container.core.transport;

import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.message.Request;

/** A user agent above the stack that answers 200 to everything and remembers what came. */
class Answering implements SipListener {
  final List<SIPRequest> requests = new CopyOnWriteArrayList<>();
  final List<SIPResponse> responses = new CopyOnWriteArrayList<>();
  final List<TimeoutEvent> timeouts = new CopyOnWriteArrayList<>();
  volatile Consumer<SIPRequest> before = request -> {};
  volatile BiConsumer<SIPRequest, SIPResponse> after = (request, response) -> {};

  @Override
  public void processRequest(RequestEvent event) {
    SIPRequest request = (SIPRequest) event.getRequest();
    before.accept(request);
    requests.add(request);
    if (request.getMethod().equals(Request.ACK)) {
      return;
    }
    try {
      SipProvider provider = (SipProvider) event.getSource();
      ServerTransaction transaction = event.getServerTransaction();
      if (transaction == null) {
        transaction = provider.getNewServerTransaction(request);
      }
      SIPResponse ok = request.createResponse(200);
      if (ok.getTo().getTag() == null) {
        ok.getTo().setTag("uas");
      }
      if (request.getMethod().equals(Request.INVITE)) {
        ok.setHeader(((ListeningPointImpl) provider.getListeningPoints()[0]).createContactHeader());
      }
      after.accept(request, ok);
      transaction.sendResponse(ok);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void processResponse(ResponseEvent event) {
    responses.add((SIPResponse) event.getResponse());
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    timeouts.add(event);
  }

  @Override
  public void processIOException(IOExceptionEvent event) {}

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {}

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {}
}
