package org.jackfield.rest.media;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jackfield.account.Doorkeeper;
import org.jackfield.call.Directory;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jspecify.annotations.Nullable;

/** Sounds by their addresses: asked for, made on demand, forgotten. */
@RequestScoped
@Path("/")
public class MediaEndpoint {

  /** Characters of a text to be spoken; FEATURES of the dialect say 4096. */
  private static final int LONGEST_TEXT = 4_096;

  @EJB private @Nullable MediaLibrary library;

  @Inject private @Nullable Directory directory;
  @Inject private @Nullable Doorkeeper doorkeeper;

  @Context private @Nullable UriInfo address;

  @Context private @Nullable HttpServletRequest request;

  @HeaderParam("X-Jackfield-Call")
  private @Nullable String call;

  @HeaderParam("Range")
  private @Nullable String range;

  @HeaderParam("If-Range")
  private @Nullable String ifRange;

  @HeaderParam("If-None-Match")
  private @Nullable String ifNoneMatch;

  /** The sound, or what is there of it while it grows. */
  @GET
  @Path("{name}")
  public void sound(@PathParam("name") String name, @Suspended AsyncResponse response) {
    answer(name, response, false);
  }

  /** What the sound is, once it is all there. */
  @HEAD
  @Path("{name}")
  public void head(@PathParam("name") String name, @Suspended AsyncResponse response) {
    answer(name, response, true);
  }

  /** Takes a text that may be too long for an address, and says where it is spoken (P2.4). */
  @POST
  @Path("{name}")
  public Response speak(
      @PathParam("name") String name,
      @FormParam("text") @Nullable String text,
      @FormParam("ssml") @Nullable String ssml,
      @FormParam("voice") @Nullable String voice,
      @FormParam("language") @Nullable String language) {
    if (admit(Optional.empty()) instanceof Admission.Refused refused) {
      return MediaResponses.of(refused.failure(), refused.status());
    }
    String words = text == null ? ssml : text;
    if (words == null || words.isBlank()) {
      return MediaResponses.of(new MediaFailure(13520, "A text to be spoken is missing"), 400);
    }
    if (words.length() > LONGEST_TEXT) {
      return MediaResponses.of(
          new MediaFailure(13521, "A text has at most " + LONGEST_TEXT + " characters"), 413);
    }
    SpokenText spoken = new SpokenText(words, text == null, orEmpty(voice), orEmpty(language));
    MediaAddress wanted;
    try {
      int dot = name.lastIndexOf('.');
      wanted =
          MediaAddress.of(
              spoken,
              org.jackfield.media.SoundFormat.ofSuffix(name.substring(dot + 1)).orElseThrow());
    } catch (java.util.NoSuchElementException unknown) {
      return MediaResponses.of(
          new MediaFailure(11100, "'" + name + "' names no format of sound"), 404);
    }
    if (wanted.isByDigest()) {
      library().keepText(words);
    }
    return Response.seeOther(
            URI.create(uriInfo().getBaseUri().resolve("/") + wanted.text().substring(1)))
        .build();
  }

  /** Forgets a sound: it is made again when it is asked for. */
  @DELETE
  @Path("{name}")
  public Response forget(@PathParam("name") String name) {
    try {
      MediaAddress sound =
          MediaAddress.read(name, Admission.ofAddress(uriInfo().getQueryParameters()));
      return switch (admit(Optional.of(sound))) {
        case Admission.Refused refused -> MediaResponses.of(refused.failure(), refused.status());
        case Admission.Admitted(String account) ->
            Response.status(library().remove(sound, account) ? 204 : 404).build();
      };
    } catch (IllegalArgumentException wrong) {
      return MediaResponses.of(new MediaFailure(11100, String.valueOf(wrong.getMessage())), 400);
    }
  }

  private Admission.Verdict admit(Optional<MediaAddress> sound) {
    HttpServletRequest asked = request();
    Admission.Origin origin =
        new Admission.Origin(
            orEmpty(asked.getRemoteAddr()),
            asked.getHeader("X-Forwarded-For") != null
                || asked.getHeader("Forwarded") != null
                || asked.getHeader("Via") != null,
            Optional.ofNullable(asked.getHeader("Authorization")));
    return new Admission(
            java.util.Objects.requireNonNull(directory, "directory"),
            java.util.Objects.requireNonNull(doorkeeper, "doorkeeper"),
            Boolean.getBoolean("jackfield.media.open"))
        .of(sound, uriInfo().getQueryParameters(), origin, Instant.now());
  }

  private void answer(String name, AsyncResponse response, boolean whole) {
    MediaAddress sound;
    Admission.Verdict verdict;
    try {
      sound = MediaAddress.read(name, Admission.ofAddress(uriInfo().getQueryParameters()));
      verdict = admit(Optional.of(sound));
    } catch (IllegalArgumentException wrong) {
      response.resume(
          MediaResponses.of(new MediaFailure(11100, String.valueOf(wrong.getMessage())), 400));
      return;
    }
    switch (verdict) {
      case Admission.Refused refused ->
          response.resume(MediaResponses.of(refused.failure(), refused.status()));
      case Admission.Admitted(String account) ->
          answer(sound, new Asker(account, orEmpty(call)), response, whole);
    }
  }

  private void answer(MediaAddress sound, Asker asker, AsyncResponse response, boolean whole) {
    MediaResponses.Wish wish =
        new MediaResponses.Wish(
            Optional.ofNullable(range),
            Optional.ofNullable(ifRange),
            Optional.ofNullable(ifNoneMatch),
            whole);
    MediaLibrary asked = library();
    if (asked.isAtHand(sound, asker)) {
      response.resume(MediaResponses.of(asked.open(sound, asker), wish));
      return;
    }
    // Makings may take their time: they hold no thread of the web server
    Thread.ofVirtual()
        .name("media answer")
        .start(() -> response.resume(waited(asked, sound, asker, wish)));
  }

  private static Response waited(
      MediaLibrary library, MediaAddress sound, Asker asker, MediaResponses.Wish wish) {
    try {
      MediaAnswer answer = library.open(sound, asker);
      return MediaResponses.of(answer, wish);
    } catch (RuntimeException unexpected) {
      System.getLogger(MediaEndpoint.class.getName())
          .log(System.Logger.Level.ERROR, "A sound could not be answered", unexpected);
      return MediaResponses.of(new MediaFailure(12400, "The sound could not be answered"), 500);
    }
  }

  private MediaLibrary library() {
    return java.util.Objects.requireNonNull(library, "library");
  }

  private HttpServletRequest request() {
    return java.util.Objects.requireNonNull(request, "request");
  }

  private UriInfo uriInfo() {
    return java.util.Objects.requireNonNull(address, "address");
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
