package org.jackfield.system.sip.application;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What an application has seen, in order, one line each; a test reads it over HTTP. */
@WebServlet("/journal")
public class Journal extends HttpServlet {
  private static final Queue<String> NOTES = new ConcurrentLinkedQueue<>();

  public static void note(String what) {
    NOTES.add(what);
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().write(String.join("\n", List.copyOf(NOTES)));
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
    NOTES.clear();
  }
}
