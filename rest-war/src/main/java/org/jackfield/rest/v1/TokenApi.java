package org.jackfield.rest.v1;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.jackfield.rest.AdmissionFilter;
import org.jackfield.rest.FailureMapper;
import org.jackfield.rest.FormFilter;
import org.jackfield.rest.FormWriter;

/** What lies below {@code /v1}. */
@ApplicationPath(TokenApi.ROOT)
public class TokenApi extends Application {

  /** Where it lies. */
  public static final String ROOT = "/v1";

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        FormFilter.class,
        AdmissionFilter.class,
        FailureMapper.class,
        FormWriter.class,
        TokensResource.class);
  }
}
