package org.jackfield.rest.media;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jackfield.account.Doorkeeper;
import org.jackfield.call.Directory;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary.NoFile;
import org.jackfield.media.MediaLibrary.WholeFile;
import org.jackfield.media.TranscriptionAddress;
import org.jackfield.media.TranscriptionLibrary;
import org.jspecify.annotations.Nullable;

/** The text of what is spoken in a sound, by its address (P2.11). */
@RequestScoped
@Path(TranscriptionAddress.NAME)
public class TranscriptionEndpoint {

  private static final String TEXT = "text/plain;charset=UTF-8";

  @EJB private @Nullable TranscriptionLibrary library;

  @Inject private @Nullable Directory directory;
  @Inject private @Nullable Doorkeeper doorkeeper;

  @Context private @Nullable UriInfo address;

  @Context private @Nullable HttpServletRequest request;

  @HeaderParam("If-None-Match")
  private @Nullable String ifNoneMatch;

  /** The text, which is made if it is not kept. */
  @GET
  public void text(@Suspended AsyncResponse response) {
    try {
      TranscriptionAddress wanted =
          TranscriptionAddress.read(Admission.ofAddress(uriInfo().getQueryParameters()));
      switch (admit()) {
        case Admission.Refused refused ->
            response.resume(MediaResponses.of(refused.failure(), refused.status()));
        case Admission.Admitted(String account) -> answer(wanted, account, response);
      }
    } catch (IllegalArgumentException wrong) {
      response.resume(MediaResponses.bad(wrong));
    }
  }

  /** Says where the text of a sound is that has an address. */
  @POST
  @Consumes("application/x-www-form-urlencoded")
  public Response ofAddress(MultivaluedMap<String, String> form) {
    try {
      return switch (admit()) {
        case Admission.Refused refused -> MediaResponses.of(refused.failure(), refused.status());
        case Admission.Admitted admitted ->
            library()
                .refusal()
                .map(none -> MediaResponses.of(none, MediaResponses.statusOf(none)))
                .orElseGet(
                    () -> elsewhere(TranscriptionAddress.read(Admission.ofAddress(form)).text()));
      };
    } catch (IllegalArgumentException wrong) {
      return MediaResponses.bad(wrong);
    }
  }

  /** Makes text of a file that is sent, and says where that is. */
  @POST
  @Consumes({"audio/*", "video/*", "application/ogg", "application/octet-stream"})
  public Response ofFile(
      InputStream file,
      @HeaderParam("Content-Type") String type,
      @QueryParam("language") @Nullable String language) {
    try {
      return switch (admit()) {
        case Admission.Refused refused -> MediaResponses.of(refused.failure(), refused.status());
        case Admission.Admitted(String account) ->
            MediaEndpoint.answered(
                () -> made(file, type, language == null ? "" : language, account));
      };
    } catch (IllegalArgumentException wrong) {
      return MediaResponses.bad(wrong);
    }
  }

  private Response made(InputStream file, String type, String language, String account) {
    return switch (library().transcribe(file, type, language, new Asker(account, ""))) {
      case NoFile(MediaFailure failure) ->
          MediaResponses.of(failure, MediaResponses.statusOf(failure));
      case WholeFile text -> elsewhere(text.resource().address());
    };
  }

  private void answer(TranscriptionAddress wanted, String account, AsyncResponse response) {
    TranscriptionLibrary asked = library();
    MediaResponses.Wish wish =
        new MediaResponses.Wish(
            Optional.empty(), Optional.empty(), Optional.ofNullable(ifNoneMatch), true, true);
    // A service takes its time: it holds no thread of the web server
    Thread.ofVirtual()
        .name("media transcription")
        .start(() ->
            response.resume(
                MediaEndpoint.answered(() ->
                    MediaResponses.of(
                        asked.transcribe(wanted, new Asker(account, "")), TEXT, wish))));
  }

  private Response elsewhere(String text) {
    return Response.seeOther(URI.create(uriInfo().getBaseUri().resolve("/") + text.substring(1)))
        .build();
  }

  private Admission.Verdict admit() {
    return Admission.ofSystem(
            Objects.requireNonNull(directory, "directory"),
            Objects.requireNonNull(doorkeeper, "doorkeeper"))
        .of(
            Optional.empty(),
            uriInfo().getQueryParameters(),
            Admission.Origin.of(Objects.requireNonNull(request, "request")),
            Instant.now());
  }

  private TranscriptionLibrary library() {
    return Objects.requireNonNull(library, "library");
  }

  private UriInfo uriInfo() {
    return Objects.requireNonNull(address, "address");
  }
}
