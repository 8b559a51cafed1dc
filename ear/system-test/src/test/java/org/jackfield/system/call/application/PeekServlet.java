package org.jackfield.system.call.application;

import jakarta.annotation.Resource;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Shows what a node has in the caches that nodes share: {@code ?cache=calls&key=CA...}. */
@WebServlet("/peek")
public class PeekServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Resource(lookup = "java:jboss/infinispan/cache/jackfield/calls")
  private transient @Nullable Map<String, String> calls;

  @Resource(lookup = "java:jboss/infinispan/cache/jackfield/sessions")
  private transient @Nullable Map<String, String> sessions;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, String> cache =
        Objects.requireNonNull("calls".equals(request.getParameter("cache")) ? calls : sessions);
    String key = request.getParameter("key");
    response.setContentType("text/plain");
    response.getWriter().print(key == null ? Map.copyOf(cache).toString() : cache.get(key));
  }
}
