package org.jackfield.rest.media;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jackfield.media.MediaFailure;

/**
 * What is answered to a request that comes to no method: a form is read before anybody is let in,
 * and what cannot be read of it is nothing for the log.
 */
@Provider
public class MediaFailureMapper implements ExceptionMapper<Throwable> {

  private static final Logger LOG = System.getLogger(MediaFailureMapper.class.getName());

  private static final int MOST_CAUSES = 20;

  @Override
  public Response toResponse(Throwable failure) {
    if (failure instanceof WebApplicationException known) {
      return known.getResponse();
    }
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < MOST_CAUSES; depth++, cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException || cause instanceof IOException) {
        return MediaResponses.bad(new IllegalArgumentException("The form cannot be read", cause));
      }
    }
    LOG.log(Level.ERROR, "A request to the media layer failed", failure);
    return MediaResponses.of(new MediaFailure(20500, "An internal server error has occurred"), 500);
  }
}
