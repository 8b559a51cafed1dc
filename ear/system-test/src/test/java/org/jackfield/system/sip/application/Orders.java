package org.jackfield.system.sip.application;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes orders over HTTP, for what an application does without being called. */
@WebServlet("/order")
public class Orders extends HttpServlet {
  private static volatile @Nullable Taker taker;

  /** Does what is ordered and says something about it. */
  @FunctionalInterface
  public interface Taker {
    String take(String order, String argument) throws Exception;
  }

  /** From now on, orders of this application go there. */
  public static void to(Taker newTaker) {
    taker = newTaker;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Taker current = taker;
    if (current == null) {
      throw new ServletException("This application takes no orders");
    }
    String argument = Optional.ofNullable(request.getParameter("argument")).orElse("");
    try {
      response.getWriter().write(current.take(request.getParameter("order"), argument));
    } catch (Exception e) {
      response.setStatus(HttpServletResponse.SC_CONFLICT);
      response.getWriter().write(e.toString());
    }
  }
}
