package org.jackfield.rest.media;

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

  static Admission of(UriInfo address) {
    Map<String, String> parameters = new TreeMap<>();
    for (Map.Entry<String, List<String>> given : address.getQueryParameters().entrySet()) {
      if (given.getValue().size() != 1) {
        return new Admission(
            "",
            Map.of(),
            Optional.of(
                MediaResponses.of(
                    new MediaFailure(11100, "'" + given.getKey() + "' is given twice"), 400)));
      }
      parameters.put(given.getKey(), given.getValue().getFirst());
    }
    String account = parameters.getOrDefault("account", "");
    parameters.keySet().removeAll(List.of("account", "expires", "signature"));
    return new Admission(account, parameters, Optional.empty());
  }
}
