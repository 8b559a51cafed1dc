package org.jackfield.rest.v2010;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jackfield.call.Directory;
import org.jackfield.media.FileAddress;
import org.jackfield.media.KeptAddress;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaCache.Entry;
import org.jackfield.media.MediaEngine;
import org.jackfield.media.MediaLibrary;
import org.jackfield.rest.Form;
import org.jackfield.rest.Listing;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Visit;
import org.jackfield.rest.media.SignedAddress;
import org.jspecify.annotations.Nullable;

/** What the media layer keeps for an account: to be seen, measured, forgotten, and handed out. */
@Path("Accounts/{account}/Media")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class MediaResource {

  private static final int MOST = 1_000;
  private static final int ALL = 1_000_000;
  private static final int INVALID = 20422;
  private static final int HOUR = 3_600;
  private static final int MONTH = 30 * 24 * HOUR;

  @Inject Visit visit;
  @Inject Directory directory;
  @Inject MediaEngine engine;
  @EJB private @Nullable MediaLibrary library;

  /** What is kept, up to a thousand. */
  @GET
  public Response list() {
    Instant now = Instant.now();
    List<Representation> kept =
        library().kept(account(), MOST).stream().map(it -> show(it, now)).toList();
    String path = visit.path();
    return Response.ok(
            new Listing(
                "media",
                "Media",
                kept,
                0,
                MOST,
                new Listing.Links(path, path, Optional.empty(), Optional.empty())))
        .build();
  }

  /** Size and figures. */
  @GET
  @Path("Statistics")
  public Response statistics() {
    List<Entry> kept = library().kept(account(), ALL);
    MediaLibrary.Statistics node = library().statistics();
    return Response.ok(
            new Representation("MediaStatistics")
                .with("account_sid", account())
                .with("kept", kept.size())
                .with("bytes", kept.stream().mapToLong(it -> it.resource().size()).sum())
                .with(
                    "node",
                    new Representation("Node")
                        .with("hits", node.hits())
                        .with("misses", node.misses())
                        .with("revalidated", node.revalidated())
                        .with("made", node.made())
                        .with("failed", node.failed())
                        .with("unkept", node.unkept())
                        .with("making", node.making())
                        .with("waiting", node.waiting())
                        .with("engines", node.engines())
                        .with("sound", sound(engine.figures()))))
        .build();
  }

  private static Representation sound(MediaEngine.Figures figures) {
    return new Representation("Sound")
        .with("open", figures.open())
        .with("ended", figures.ended())
        .with("sent", figures.sent())
        .with("received", figures.received())
        .with("lost", figures.lost())
        .with("late", figures.late())
        .with("dropped", figures.dropped())
        .with("skipped", figures.skipped())
        .with("mean_opinion_score", String.format(Locale.ROOT, "%.2f", figures.meanOpinionScore()));
  }

  /** Forgets one sound, or all of the account: what is asked for next is made again. */
  @DELETE
  public Response forget() {
    Optional<String> one = visit.query("Address");
    if (one.isEmpty()) {
      library().removeAll(account());
      return Response.noContent().build();
    }
    if (!library().remove(kept(one.get()), account())) {
      throw RestFailure.notFound(visit.path());
    }
    return Response.noContent().build();
  }

  /** Signs an address, so that anybody may fetch it for a while. */
  @POST
  @Path("SignedAddresses")
  public Response sign(String body) {
    Parameters parameters = Parameters.of(body);
    String asked = parameters.required("Address", INVALID);
    Optional<FileAddress> file = file(asked);
    MediaAddress address = file.isPresent() ? file.get().sound() : parsed(asked);
    if (address.hasLogin()) {
      throw RestFailure.invalid(
          INVALID, "Address: one with a password is not signed, as whoever has it could read that");
    }
    int lifetime = parameters.number("Lifetime", 1, MONTH).orElse(HOUR);
    Instant end = Instant.now().plus(Duration.ofSeconds(lifetime));
    String token =
        directory
            .account(visit.account())
            .orElseThrow(() -> RestFailure.notFound(visit.path()))
            .signingToken();
    String signed = SignedAddress.of(address, account(), end, token);
    return Response.status(201)
        .entity(
            new Representation("SignedAddress")
                .with("account_sid", account())
                .with("address", file.map(FileAddress::text).orElse(address.text()))
                .with("signed_address", file.map(it -> it.ofFile(signed)).orElse(signed))
                .with("date_expires", end))
        .build();
  }

  private static KeptAddress kept(String text) {
    try {
      return KeptAddress.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw RestFailure.invalid(INVALID, "Address: " + wrong.getMessage());
    }
  }

  private static Optional<FileAddress> file(String text) {
    try {
      return FileAddress.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw RestFailure.invalid(INVALID, "Address: " + wrong.getMessage());
    }
  }

  private static MediaAddress parsed(String text) {
    try {
      return MediaAddress.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw RestFailure.invalid(INVALID, "Address: " + wrong.getMessage());
    }
  }

  private static Representation show(Entry entry, Instant now) {
    org.jackfield.media.MediaResource kept = entry.resource();
    return new Representation("MediaResource")
        .with("account_sid", kept.account())
        .with("address", kept.address())
        .with("etag", kept.tag())
        .with("size", kept.size())
        .with("uses", entry.uses().count())
        .with("date_last_used", entry.uses().last())
        .with("date_created", kept.made())
        .with("age", kept.freshness().age(now).toSeconds())
        .withDuration("max_age", kept.freshness().lifetime())
        .with("private", kept.freshness().use() == org.jackfield.media.Freshness.Use.PRIVATE)
        .with("origin_etag", kept.validator("etag").or(() -> kept.validator("ETag")))
        .with(
            "origin_last_modified",
            kept.validator("last-modified").or(() -> kept.validator("Last-Modified")));
  }

  private String account() {
    return visit.account().value();
  }

  private MediaLibrary library() {
    return Objects.requireNonNull(library, "library");
  }
}
