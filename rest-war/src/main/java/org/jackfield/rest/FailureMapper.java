package org.jackfield.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Shows every failure as the API documents it, in the form that was asked for. */
@Provider
@ApplicationScoped
public class FailureMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = System.getLogger(FailureMapper.class.getName());

  @Inject Visit visit;

  @Override
  public Response toResponse(Throwable failure) {
    return switch (failure) {
      case RestFailure refused -> answer(refused);
      case WebApplicationException known -> answer(known);
      default -> {
        LOG.log(Level.ERROR, "A request to " + visit.path() + " failed", failure);
        yield answer(new RestFailure(500, 20500, "An internal server error has occurred"));
      }
    };
  }

  private Response answer(RestFailure refused) {
    Response.ResponseBuilder answer =
        Response.status(refused.status()).entity(refused.shown()).type(visit.form().type());
    if (refused.status() == 401) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Jackfield API\"");
    }
    return answer.build();
  }

  private Response answer(WebApplicationException known) {
    int status = known.getResponse().getStatus();
    RestFailure refused =
        switch (status) {
          case 404 -> RestFailure.notFound(visit.path());
          case 405 -> new RestFailure(405, 20004, "Method not allowed");
          default ->
              new RestFailure(
                  status,
                  20000 + status,
                  Optional.ofNullable(known.getMessage()).orElse("The request failed"));
        };
    Response answer = answer(refused);
    String allow = known.getResponse().getHeaderString(HttpHeaders.ALLOW);
    return allow == null
        ? answer
        : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
  }
}
