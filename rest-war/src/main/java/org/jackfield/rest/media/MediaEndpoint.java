package org.jackfield.rest.media;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jackfield.account.Doorkeeper;
import org.jackfield.call.Directory;
import org.jackfield.media.FileAddress;
import org.jackfield.media.KeptAddress;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaAnswer;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaLayer.Asker;
import org.jackfield.media.MediaLibrary;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.SoundFormat;
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
  @Consumes("application/x-www-form-urlencoded")
  public Response speak(@PathParam("name") String name, MultivaluedMap<String, String> form) {
    try {
      return switch (admit(Optional.empty())) {
        case Admission.Refused refused -> MediaResponses.of(refused.failure(), refused.status());
        case Admission.Admitted(String account) ->
            spoken(name, Admission.once(form), new Asker(account, orEmpty(call)));
      };
    } catch (IllegalArgumentException wrong) {
      return MediaResponses.bad(wrong);
    }
  }

  private Response spoken(String name, Map<String, String> form, Asker asker) {
    boolean markup = !form.containsKey("text");
    String words = form.getOrDefault(markup ? "ssml" : "text", "");
    if (words.isBlank()) {
      return MediaResponses.of(new MediaFailure(13520, "A text to be spoken is missing"), 400);
    }
    if (words.length() > LONGEST_TEXT) {
      return MediaResponses.of(
          new MediaFailure(13521, "A text has at most " + LONGEST_TEXT + " characters"), 413);
    }
    Optional<SoundFormat> format = SoundFormat.ofSuffix(name.substring(name.lastIndexOf('.') + 1));
    if (format.isEmpty()) {
      return MediaResponses.of(
          new MediaFailure(11100, "'" + name + "' names no format of sound"), 404);
    }
    MediaAddress wanted =
        MediaAddress.of(
            new SpokenText(
                words, markup, form.getOrDefault("voice", ""), form.getOrDefault("language", "")),
            format.get());
    if (wanted.isByDigest()) {
      library().keepText(words, asker);
    }
    return Response.seeOther(
            URI.create(uriInfo().getBaseUri().resolve("/") + wanted.text().substring(1)))
        .build();
  }

  /** Forgets a sound or a file: it is made again when it is asked for. */
  @DELETE
  @Path("{name}")
  public Response forget(@PathParam("name") String name) {
    try {
      Map<String, String> parameters = Admission.ofAddress(uriInfo().getQueryParameters());
      Optional<FileAddress> file = FileAddress.read(name, parameters);
      MediaAddress sound =
          file.isPresent() ? file.get().sound() : MediaAddress.read(name, parameters);
      KeptAddress kept = file.map(KeptAddress::of).orElseGet(() -> KeptAddress.of(sound));
      return switch (admit(Optional.of(sound))) {
        case Admission.Refused refused -> MediaResponses.of(refused.failure(), refused.status());
        case Admission.Admitted(String account) ->
            Response.status(library().remove(kept, account) ? 204 : 404).build();
      };
    } catch (IllegalArgumentException wrong) {
      return MediaResponses.bad(wrong);
    }
  }

  private Admission.Verdict admit(Optional<MediaAddress> sound) {
    return Admission.ofSystem(
            java.util.Objects.requireNonNull(directory, "directory"),
            java.util.Objects.requireNonNull(doorkeeper, "doorkeeper"))
        .of(sound, uriInfo().getQueryParameters(), Admission.Origin.of(request()), Instant.now());
  }

  private void answer(String name, AsyncResponse response, boolean whole) {
    Map<String, String> parameters;
    Optional<FileAddress> file;
    MediaAddress sound;
    Admission.Verdict verdict;
    try {
      parameters = Admission.ofAddress(uriInfo().getQueryParameters());
      file = FileAddress.read(name, parameters);
      sound = file.isPresent() ? file.get().sound() : MediaAddress.read(name, parameters);
      verdict = admit(Optional.of(sound));
    } catch (IllegalArgumentException wrong) {
      response.resume(MediaResponses.bad(wrong));
      return;
    }
    switch (verdict) {
      case Admission.Refused refused ->
          response.resume(MediaResponses.of(refused.failure(), refused.status()));
      case Admission.Admitted(String account) -> {
        Asker asker = new Asker(account, orEmpty(call));
        String shown = file.map(it -> it.shown().text()).orElseGet(() -> sound.shown().text());
        // Before the sound is looked for: what is forgotten in between is old with it
        String edition = library().edition(account);
        Consumer<Response> answer = it -> response.resume(MediaResponses.told(it, shown, edition));
        if (file.isPresent()) {
          answer(file.get(), asker, answer);
        } else {
          answer(sound, asker, answer, whole);
        }
      }
    }
  }

  private void answer(FileAddress file, Asker asker, Consumer<Response> response) {
    MediaResponses.Wish wish = wish(true);
    MediaLibrary asked = library();
    Thread.ofVirtual()
        .name("media answer")
        .start(() ->
            response.accept(
                answered(() ->
                    MediaResponses.of(
                        asked.openFile(file, asker), file.form().contentType(), wish))));
  }

  private MediaResponses.Wish wish(boolean whole) {
    return new MediaResponses.Wish(
        Optional.ofNullable(range),
        Optional.ofNullable(ifRange),
        Optional.ofNullable(ifNoneMatch),
        whole,
        !uriInfo().getQueryParameters().containsKey("signature"));
  }

  private void answer(MediaAddress sound, Asker asker, Consumer<Response> response, boolean whole) {
    MediaResponses.Wish wish = wish(whole);
    MediaLibrary asked = library();
    Optional<MediaAnswer.Found> atHand = asked.atHand(sound, asker);
    if (atHand.isPresent()) {
      response.accept(MediaResponses.of(atHand.get(), wish));
      return;
    }
    // Makings may take their time: they hold no thread of the web server
    Thread.ofVirtual()
        .name("media answer")
        .start(() ->
            response.accept(answered(() -> MediaResponses.of(asked.open(sound, asker), wish))));
  }

  /** An answer, or that we could not give it. */
  static Response answered(Supplier<Response> answer) {
    try {
      return answer.get();
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
