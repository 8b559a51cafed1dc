package org.jackfield.rest.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jackfield.media.MediaFailure;

/**
 * For which account an address is asked, and what is left of its parameters without that.
 *
 * @param refusal what to answer to somebody who may not ask
 */
record Admission(String account, Map<String, String> parameters, Optional<Response> refusal) {

  static Admission of(UriInfo address, HttpServletRequest request) {
    if (!isOpenTo(request)) {
      return refused(
          new MediaFailure(
              11100,
              "Media addresses are for this host alone, unless jackfield.media.open is true"),
          403);
    }
    Map<String, String> parameters = new TreeMap<>();
    for (Map.Entry<String, List<String>> given : address.getQueryParameters().entrySet()) {
      if (given.getValue().size() != 1) {
        return refused(new MediaFailure(11100, "'" + given.getKey() + "' is given twice"), 400);
      }
      parameters.put(given.getKey(), given.getValue().getFirst());
    }
    String account = parameters.getOrDefault("account", "");
    parameters.keySet().removeAll(List.of("account", "expires", "signature"));
    return new Admission(account, parameters, Optional.empty());
  }

  private static Admission refused(MediaFailure failure, int status) {
    return new Admission("", Map.of(), Optional.of(MediaResponses.of(failure, status)));
  }

  /** The account is believed, so whoever asks has to be the router; a proxy asks for strangers. */
  private static boolean isOpenTo(HttpServletRequest request) {
    if (Boolean.getBoolean("jackfield.media.open")) {
      return true;
    }
    boolean proxied =
        request.getHeader("X-Forwarded-For") != null
            || request.getHeader("Forwarded") != null
            || request.getHeader("Via") != null;
    String remote = request.getRemoteAddr();
    return !proxied
        && remote != null
        && (remote.startsWith("127.") || remote.equals("::1") || remote.equals("0:0:0:0:0:0:0:1"));
  }
}
