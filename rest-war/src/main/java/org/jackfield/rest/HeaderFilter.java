package org.jackfield.rest;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/**
 * Keeps headers from the framework that it could not read: it would answer in its own words, and
 * write fifty lines to the log for anybody who sends one. Preferences that cannot be read are none
 * (RFC 9110, 12.5.1), and what has a nonsensical type has none.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class HeaderFilter implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(ReadableRequest.of((HttpServletRequest) request), response);
  }
}
