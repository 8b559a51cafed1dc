package org.jackfield.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Takes the form off the end of an address, so that resources need not know of it. */
@Provider
@PreMatching
@Priority(100)
@ApplicationScoped
public class FormFilter implements ContainerRequestFilter {

  /** What is younger than the call API has one form. */
  private static final String ONLY_JSON = "/v1/";

  @Inject Visit visit;

  private static Form unnamed(ContainerRequestContext request, String path) {
    return path.startsWith(ONLY_JSON) ? Form.JSON : Form.liked(request.getAcceptableMediaTypes());
  }

  /** Without the character 0, as in forms: PostgreSQL refuses it. */
  private static MultivaluedMap<String, String> clean(MultivaluedMap<String, String> query) {
    MultivaluedMap<String, String> clean = new MultivaluedHashMap<>();
    query.forEach(
        (name, values) -> values.forEach(value -> clean.add(name, value.replace("\0", ""))));
    return clean;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    UriInfo uri = request.getUriInfo();
    String path = uri.getRequestUri().getRawPath();
    Optional<Form> named = Form.ofAddress(path);
    Form form = named.orElseGet(() -> unnamed(request, path));
    visit.begin(
        path,
        form,
        clean(uri.getQueryParameters()),
        Optional.ofNullable(request.getHeaderString(HttpHeaders.IF_NONE_MATCH)));
    request.getHeaders().putSingle(HttpHeaders.ACCEPT, form.type().toString());
    if (named.isPresent()) {
      request.setRequestUri(
          uri.getBaseUri(),
          uri.getRequestUriBuilder()
              .replacePath(path.substring(0, path.length() - form.suffix().length()))
              .build());
    }
  }
}
