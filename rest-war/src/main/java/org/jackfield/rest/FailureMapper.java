package org.jackfield.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.resource.ResourceException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;

/** Shows every failure as the API documents it, in the form that was asked for. */
@Provider
@ApplicationScoped
public class FailureMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = System.getLogger(FailureMapper.class.getName());

  private static final int MOST_CAUSES = 20;

  /** What the pool says, without a state, once the connection of a transaction has broken. */
  private static final String TRANSACTION_LOST = "IJ031070";

  @Inject Visit visit;

  @Override
  public Response toResponse(Throwable failure) {
    return switch (failure) {
      case RestFailure refused -> answer(refused);
      case WebApplicationException known -> answer(known);
      case Throwable away when isDatabaseAway(away) -> {
        LOG.log(Level.WARNING, "The database is away: {0} was not answered", visit.path());
        yield answer(RestFailure.later(503, 20503, "The database is away; try again later"));
      }
      default -> {
        LOG.log(Level.ERROR, "A request to " + visit.path() + " failed", failure);
        yield answer(new RestFailure(500, 20500, "An internal server error has occurred"));
      }
    };
  }

  /** SQLSTATE classes 08, connection exception, and 57P, operator intervention of PostgreSQL. */
  private static boolean isDatabaseAway(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++, cause = cause.getCause()) {
      boolean away =
          switch (cause) {
            case SQLTransientConnectionException none -> true;
            case ResourceException none -> true;
            case SQLException other -> {
              String state = String.valueOf(other.getSQLState());
              yield state.startsWith("08")
                  || state.startsWith("57P")
                  || String.valueOf(other.getMessage()).startsWith(TRANSACTION_LOST);
            }
            default -> false;
          };
      if (away) {
        return true;
      }
    }
    return false;
  }

  private Response answer(RestFailure refused) {
    Response.ResponseBuilder answer =
        Response.status(refused.status()).entity(refused.shown()).type(visit.form().type());
    if (refused.status() == 401) {
      answer.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"Jackfield API\"");
    }
    refused.headers().forEach(answer::header);
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
