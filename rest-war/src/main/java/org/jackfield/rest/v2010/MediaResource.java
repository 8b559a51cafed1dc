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
import java.util.Objects;
import java.util.Optional;
import org.jackfield.call.Directory;
import org.jackfield.media.MediaAddress;
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
    List<org.jackfield.media.MediaResource> kept = library().kept(account(), ALL);
    MediaLibrary.Statistics node = library().statistics();
    return Response.ok(
            new Representation("MediaStatistics")
                .with("account_sid", account())
                .with("kept", kept.size())
                .with(
                    "bytes", kept.stream().mapToLong(org.jackfield.media.MediaResource::size).sum())
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
                        .with("waiting", node.waiting())))
        .build();
  }

  /** Forgets one sound, or all of the account: what is asked for next is made again. */
  @DELETE
  public Response forget() {
    Optional<String> one = visit.query("Address");
    if (one.isEmpty()) {
      library().removeAll(account());
      return Response.noContent().build();
    }
    if (!library().remove(parsed(one.get()), account())) {
      throw RestFailure.notFound(visit.path());
    }
    return Response.noContent().build();
  }

  /** Signs an address, so that anybody may fetch it for a while. */
  @POST
  @Path("SignedAddresses")
  public Response sign(String body) {
    Parameters parameters = Parameters.of(body);
    MediaAddress address = parsed(parameters.required("Address", INVALID));
    int lifetime = parameters.number("Lifetime", 1, MONTH).orElse(HOUR);
    Instant end = Instant.now().plus(Duration.ofSeconds(lifetime));
    String token =
        directory
            .account(visit.account())
            .orElseThrow(() -> RestFailure.notFound(visit.path()))
            .signingToken();
    return Response.status(201)
        .entity(
            new Representation("SignedAddress")
                .with("account_sid", account())
                .with("address", address.text())
                .with("signed_address", SignedAddress.of(address, account(), end, token))
                .with("date_expires", end))
        .build();
  }

  private static MediaAddress parsed(String text) {
    try {
      return MediaAddress.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw RestFailure.invalid(INVALID, "Address: " + wrong.getMessage());
    }
  }

  private static Representation show(org.jackfield.media.MediaResource kept, Instant now) {
    return new Representation("MediaResource")
        .with("account_sid", kept.account())
        .with("address", kept.address())
        .with("etag", kept.tag())
        .with("size", kept.size())
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
