package org.jackfield.rest.media;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The media layer's own address space. */
@ApplicationPath("/media")
public class MediaApi extends Application {

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(MediaEndpoint.class, TranscriptionEndpoint.class, MediaFailureMapper.class);
  }
}
