package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jackfield.account.Belongings;
import org.jackfield.account.Place;
import org.jackfield.account.SipDomain;
import org.jackfield.account.SipUsers;
import org.jackfield.account.Slice;
import org.jackfield.admission.Domain;
import org.jackfield.admission.Users;
import org.jackfield.registration.Binding;
import org.jackfield.registration.Contact;
import org.jackfield.registration.Locations;
import org.jackfield.registration.Origin;
import org.jackfield.registration.RegisteredPhones;
import org.jackfield.registration.UserAddress;
import org.jackfield.rest.Form;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Visit;

/** Phones that are registered at a SIP domain: those that would ring now, of all nodes. */
@Path("Accounts/{account}/SIP/Domains/{domain}/Registrations")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class RegistrationsResource {

  private static final Comparator<Binding> NEWEST_FIRST =
      Comparator.comparing((Binding phone) -> place(phone).created())
          .thenComparing(phone -> phone.sid().value())
          .reversed();

  @Inject Visit visit;
  @Inject Belongings belongings;
  @Inject SipUsers stored;
  @Inject Users users;
  @Inject Locations locations;

  @PathParam("domain")
  String domain = "";

  /** A page of them, those that came last first. */
  @GET
  public Response list() {
    Paging paging = visit.paging();
    return Response.ok(
            paging
                .show(
                    "registrations",
                    "Registrations",
                    Slice.of(all(), paging.range(), RegistrationsResource::place),
                    RegistrationsResource::place,
                    this::show)
                .like(() -> show(sample())))
        .build();
  }

  /** One of them. */
  @GET
  @Path("{sid}")
  public Response fetch(@PathParam("sid") String sid) {
    return Response.ok(show(existing(sid))).build();
  }

  /** The phone is called no more, until it registers again. */
  @DELETE
  @Path("{sid}")
  public Response remove(@PathParam("sid") String sid) {
    Binding phone = existing(sid);
    if (!locations.remove(phone.address(), phone.sid())) {
      throw RestFailure.notFound(visit.path());
    }
    return Response.noContent().build();
  }

  private Binding existing(String sid) {
    return all().stream()
        .filter(phone -> phone.sid().value().equals(sid))
        .findFirst()
        .orElseThrow(() -> RestFailure.notFound(visit.path()));
  }

  private List<Binding> all() {
    SipDomain named =
        belongings
            .find(SipDomain.class, visit.account(), domain)
            .orElseThrow(() -> RestFailure.notFound(visit.path()));
    Optional<Domain> open =
        users
            .domain(named.domainName())
            // Its name may have been another's a moment ago
            .filter(found -> found.registers() && found.sid().equals(named.sid()));
    if (open.isEmpty()) {
      return List.of();
    }
    RegisteredPhones phones = new RegisteredPhones(users, locations);
    return stored.registrants(open.get()).stream()
        .flatMap(user -> phones.of(open.get(), user).stream())
        .sorted(NEWEST_FIRST)
        .toList();
  }

  /** As fine as a page's token is. */
  private static Place place(Binding phone) {
    return new Place(phone.since().truncatedTo(ChronoUnit.MICROS), phone.sid().value());
  }

  private Binding sample() {
    return new Binding(
        new UserAddress("", ""),
        new Contact("", "", Optional.empty(), 1, Optional.empty(), Optional.empty()),
        Instant.EPOCH,
        Instant.EPOCH,
        "",
        0,
        List.of(),
        "",
        new Origin("", "", 0, "", ""),
        "");
  }

  private Representation show(Binding phone) {
    String sid = phone.sid().value();
    return new Representation("Registration")
        .with("sid", sid)
        .with("account_sid", visit.account().value())
        .with("domain_sid", domain)
        .with("username", phone.address().user())
        // Parameters are between us and the phone
        .with("contact", phone.contact().uri().split("[;?]", 2)[0])
        .with("transport", phone.origin().transport())
        .with("user_agent", phone.userAgent())
        .with("registered_since", phone.since())
        .with("registered_until", phone.expires())
        .with("uri", Uris.of(visit.account(), "SIP", "Domains", domain, "Registrations", sid));
  }
}
