package org.jackfield.sip.container.subsystem;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.api.Deployment;
import io.undertow.servlet.api.DeploymentInfo;
import java.util.Optional;
import java.util.stream.Stream;
import org.wildfly.extension.undertow.Host;
import org.wildfly.extension.undertow.UndertowFilter;

/**
 * Serves one path of a virtual host as long as nobody else has it. It stands in front of the host's
 * own table of paths, where one entry would replace another and leave nothing when it goes. Any
 * thread may enter.
 *
 * @param path without a slash at its end
 */
record PathOfHost(Host host, String path, HttpHandler served) implements UndertowFilter {
  /** Starts to serve. */
  void open() {
    host.addFilter(this);
  }

  void close() {
    host.removeFilter(this);
  }

  /** The deployment or location of the web server that has this path, and keeps it. */
  Optional<String> owner() {
    return Stream.concat(
            host.getDeployments().stream()
                .map(Deployment::getDeploymentInfo)
                .filter(deployment -> path.equals(pathOf(deployment)))
                .map(deployment -> "deployment '" + deployment.getDeploymentName() + "'"),
            host.getLocations().stream()
                .filter(location -> path.equals(withoutSlash(location)))
                .map(location -> "location '" + location + "' of the web server"))
        .findFirst();
  }

  private String pathOf(DeploymentInfo deployment) {
    // The host puts this one at its root, whatever the deployment says
    return deployment.getDeploymentName().equals(host.getDefaultWebModule())
        ? "/"
        : withoutSlash(deployment.getContextPath());
  }

  static String withoutSlash(String path) {
    String rest = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    return rest.isEmpty() ? "/" : rest;
  }

  @Override
  public HttpHandler wrap(HttpHandler others) {
    return exchange -> (isOurs(exchange) ? served : others).handleRequest(exchange);
  }

  private boolean isOurs(HttpServerExchange exchange) {
    return path.equals(withoutSlash(exchange.getRelativePath())) && owner().isEmpty();
  }

  /** Behind the filters that an administrator has set. */
  @Override
  public int getPriority() {
    return Integer.MAX_VALUE;
  }
}
