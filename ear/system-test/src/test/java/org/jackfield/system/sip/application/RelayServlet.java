package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.Proxy;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import java.io.IOException;

/** Leads every call on to whom it is for, which may be the next application, and stays in it. */
public class RelayServlet extends SipServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    Journal.note(request.getMethod());
    if (request.isInitial()) {
      Proxy proxy = request.getProxy();
      proxy.setRecordRoute(true);
      proxy.proxyTo(request.getRequestURI());
    }
  }
}
