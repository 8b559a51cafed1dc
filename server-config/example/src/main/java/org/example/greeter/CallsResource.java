package org.example.greeter;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;

/** Tells how many calls were answered. */
@Path("calls")
public class CallsResource {
  @Inject private Calls calls;

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  public Map<String, Integer> count() {
    return Map.of("answered", calls.count());
  }
}
