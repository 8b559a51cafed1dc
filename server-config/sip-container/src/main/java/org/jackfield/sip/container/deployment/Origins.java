package org.jackfield.sip.container.deployment;

import io.undertow.servlet.api.ConfidentialPortManager;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.handlers.ServletRequestContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Under which host and port a web application is reached. Only its callers know (there may be
 * proxies before us), so it is learned from the requests that come.
 */
final class Origins {
  private final DeploymentInfo deployment;
  private final Map<String, String> seen = new ConcurrentHashMap<>();
  private volatile String host = "localhost";

  Origins(DeploymentInfo deployment) {
    this.deployment = deployment;
  }

  /** Remembers where a request came in. */
  void seen(HttpServletRequest request) {
    String scheme = request.getScheme();
    String authority = request.getServerName() + ":" + request.getServerPort();
    if (authority.equals(seen.get(scheme))) {
      return;
    }
    seen.put(scheme, authority);
    host = request.getServerName();
    ConfidentialPortManager ports = deployment.getConfidentialPortManager();
    ServletRequestContext current = ServletRequestContext.current();
    if (scheme.equals("http") && ports != null && current != null) {
      seen.putIfAbsent("https", host + ":" + ports.getConfidentialPort(current.getExchange()));
    }
  }

  /** The last seen of a scheme, else the last seen host at the scheme's own port. */
  String authority(String scheme) {
    return seen.getOrDefault(scheme, host);
  }
}
