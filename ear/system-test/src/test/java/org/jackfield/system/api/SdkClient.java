package org.jackfield.system.api;

import com.twilio.http.NetworkHttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;
import java.net.URI;
import org.jackfield.system.api.ApiServer.User;

/** Sends to our server what the SDK means for another, and looks at what is answered. */
final class SdkClient extends NetworkHttpClient {

  private final ApiServer server;

  private SdkClient(ApiServer server) {
    this.server = server;
  }

  /** The SDK's client for somebody and his own account. */
  static TwilioRestClient of(ApiServer server, User who) {
    return of(server, who, who.name());
  }

  static TwilioRestClient of(ApiServer server, User who, String account) {
    return new TwilioRestClient.Builder(who.name(), who.password())
        .accountSid(account)
        .httpClient(new SdkClient(server))
        .build();
  }

  @Override
  public Response makeRequest(Request request) {
    Request here =
        new Request(
            request.getMethod(),
            request
                .getUrl()
                .replaceFirst("^https://(api|accounts)\\.twilio\\.com(:443)?", server.root()));
    here.setAuth(request.getUsername(), request.getPassword());
    here.setContentType(request.getContentType());
    request
        .getQueryParams()
        .forEach((name, values) -> values.forEach(it -> here.addQueryParam(name, it)));
    request
        .getPostParams()
        .forEach((name, values) -> values.forEach(it -> here.addPostParam(name, it)));
    request
        .getHeaderParams()
        .forEach((name, values) -> values.forEach(it -> here.addHeaderParam(name, it)));
    Response answer = super.makeRequest(here);
    String content = answer.getContent() == null ? "" : answer.getContent();
    String path = URI.create(here.getUrl()).getPath();
    if (path.startsWith("/2010-04-01/")) {
      server.check(request.getMethod().toString(), path, answer.getStatusCode(), content);
    }
    // What was read of it cannot be read again
    return new Response(content, answer.getStatusCode(), answer.getHeaders());
  }
}
