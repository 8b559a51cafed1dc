package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.Proxy;
import jakarta.servlet.sip.ProxyBranch;
import jakarta.servlet.sip.SipServlet;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.SipServletResponse;
import jakarta.servlet.sip.URI;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Proxies to the addresses in the header {@value #CALLEES}, in the way that the header {@value
 * #WAY} says: the properties of {@link Proxy}, such as {@code parallel=true;recurse=false}.
 */
@jakarta.servlet.sip.annotation.SipServlet(
    name = "proxy",
    applicationName = "proxy",
    loadOnStartup = 1)
public class ProxyServlet extends SipServlet {
  public static final String CALLEES = "X-Callees";
  public static final String WAY = "X-Way";

  private static final long serialVersionUID = 1;
  private static final String PROXY = "proxy";

  @Override
  protected void doRequest(SipServletRequest request) throws ServletException, IOException {
    if (request.isInitial()) {
      proxy(request);
    } else {
      Journal.note(request.getMethod() + " passes");
      super.doRequest(request);
    }
  }

  private static void proxy(SipServletRequest request) throws ServletException {
    List<URI> callees = new ArrayList<>();
    for (ListIterator<Address> all = request.getAddressHeaders(CALLEES); all.hasNext(); ) {
      callees.add(all.next().getURI());
    }
    request.removeHeader(CALLEES);
    Map<String, String> way = way(request);
    Proxy proxy = request.getProxy();
    request.getApplicationSession().setAttribute(PROXY, proxy);
    way.forEach((name, value) -> set(proxy, name, value));
    if (way.containsKey("branch-timeout")) {
      List<ProxyBranch> branches = proxy.createProxyBranches(callees);
      branches.get(0).setProxyBranchTimeout(Integer.parseInt(way.get("branch-timeout")));
      proxy.startProxy();
    } else {
      proxy.proxyTo(callees);
    }
  }

  private static Map<String, String> way(SipServletRequest request) {
    String way = request.getHeader(WAY);
    request.removeHeader(WAY);
    return Stream.of(way == null ? new String[0] : way.split(";"))
        .map(setting -> setting.strip().split("="))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1], (a, b) -> b, TreeMap::new));
  }

  private static void set(Proxy proxy, String name, String value) {
    boolean is = Boolean.parseBoolean(value);
    switch (name) {
      case "parallel" -> proxy.setParallel(is);
      case "record-route" -> proxy.setRecordRoute(is);
      case "recurse" -> proxy.setRecurse(is);
      case "supervised" -> proxy.setSupervised(is);
      case "add-to-path" -> proxy.setAddToPath(is);
      case "no-cancel" -> proxy.setNoCancel(is);
      case "outbound-interface" -> proxy.setOutboundInterface(Interfaces.socket(value));
      case "timeout" -> proxy.setProxyTimeout(Integer.parseInt(value));
      case "branch-timeout", "gives-up" -> {}
      default -> throw new IllegalArgumentException("A proxy has no " + name);
    }
  }

  @Override
  protected void doResponse(SipServletResponse response) throws ServletException, IOException {
    Journal.note(response.getStatus() + " to " + response.getMethod() + " passes");
    Proxy proxy = (Proxy) response.getApplicationSession().getAttribute(PROXY);
    if (response.getStatus() == SipServletResponse.SC_SESSION_PROGRESS) {
      // JSR 289 section 10.2.6: the reason goes into the CANCELs
      proxy.cancel(
          new String[] {"SIP"}, new int[] {480}, new String[] {"The application has given up"});
    }
    super.doResponse(response);
  }

  @Override
  protected void doBranchResponse(SipServletResponse response) {
    Journal.note(response.getStatus() + " on a branch");
  }

  @Override
  protected void doErrorResponse(SipServletResponse response) {
    for (ProxyBranch branch : response.getProxy().getProxyBranches()) {
      Journal.note(
          uri(branch)
              + " has led to "
              + branch.getRecursedProxyBranches().stream().map(ProxyServlet::uri).toList());
    }
  }

  private static URI uri(ProxyBranch branch) {
    return branch.getRequest().getRequestURI();
  }

  @Override
  protected void doCancel(SipServletRequest cancel) {
    Journal.note("CANCEL passes");
  }
}
