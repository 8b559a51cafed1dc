package org.jackfield.rest;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.util.Optional;

/** Takes the form off the end of an address, so that resources need not know of it. */
@Provider
@PreMatching
@Priority(100)
@ApplicationScoped
public class FormFilter implements ContainerRequestFilter {

  @Inject Visit visit;

  @Override
  public void filter(ContainerRequestContext request) {
    UriInfo uri = request.getUriInfo();
    String path = uri.getRequestUri().getRawPath();
    Optional<Form> named = Form.ofAddress(path);
    Form form = named.orElseGet(() -> Form.liked(request.getAcceptableMediaTypes()));
    visit.begin(
        path,
        form,
        uri.getQueryParameters(),
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
