package org.jackfield.rest.v2010;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jackfield.account.AddressList;
import org.jackfield.account.Belongings;
import org.jackfield.account.Condition;
import org.jackfield.account.CredentialList;
import org.jackfield.account.DomainMapping;
import org.jackfield.account.DomainMapping.Purpose;
import org.jackfield.account.Edited;
import org.jackfield.account.Place;
import org.jackfield.account.SipDomain;
import org.jackfield.call.Sid;
import org.jackfield.rest.Conditional;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Retried;
import org.jackfield.rest.Visit;

/** Which lists a SIP domain takes for a purpose. A mapping has the SID of its list. */
public abstract class MappingsResource {

  @Inject Visit visit;
  @Inject Belongings belongings;

  @PathParam("domain")
  String domain = "";

  /** What the lists are taken for. */
  abstract Purpose purpose();

  /** Of credentials or of addresses. */
  abstract Kind kind();

  /** How the list of mappings is named in JSON. */
  abstract String jsonName();

  /** The path below the domain. */
  abstract String path();

  /** A kind of list. */
  enum Kind {
    /** Of users and passwords. */
    CREDENTIALS("CL", "CredentialList", CredentialList.class),
    /** Of addresses. */
    ADDRESSES("AL", "IpAccessControlList", AddressList.class);

    final String letters;
    final String element;
    final Class<? extends Edited> type;

    Kind(String letters, String element, Class<? extends Edited> type) {
      this.letters = letters;
      this.element = element;
      this.type = type;
    }
  }

  /** All lists that the domain takes. */
  @GET
  public Response list() {
    Sid owner = domain().accountSid();
    List<Condition> conditions =
        List.of(
            Condition.is("domainSid", domain),
            Condition.is("purpose", purpose()),
            Condition.is("kind", kind().letters));
    Paging paging = visit.paging();
    return Response.ok(
            paging
                .show(
                    jsonName(),
                    kind().element + "Mappings",
                    belongings.list(DomainMapping.class, owner, conditions, paging.range()),
                    Place::of,
                    this::show)
                .like(() -> show(sample(owner))))
        .build();
  }

  private DomainMapping sample(Sid owner) {
    return new DomainMapping(owner, new Sid(domain), purpose(), new CredentialList(owner, ""));
  }

  /** One of them. */
  @GET
  @Path("{list}")
  public Response fetch(@PathParam("list") String list) {
    DomainMapping mapping = existing(list);
    return Conditional.answer(visit, mapping.version(), mapping.updated(), show(mapping));
  }

  /** Lets the domain take a list. */
  @POST
  public Response create(String body) {
    SipDomain taking = domain();
    String name = kind().element + "Sid";
    String sid = Parameters.of(body).required(name, 20422);
    if (!Sid.isOne(kind().letters, sid)) {
      throw RestFailure.invalid(20422, name + " must be a SID that begins with " + kind().letters);
    }
    Edited list =
        belongings
            .find(kind().type, visit.account(), sid)
            .map(Edited.class::cast)
            .orElseThrow(() -> RestFailure.notFound(visit.path()));
    DomainMapping mapping = new DomainMapping(visit.account(), taking.sid(), purpose(), list);
    return Response.status(Response.Status.CREATED).entity(show(kept(mapping))).build();
  }

  /** There is one of each: whoever makes it again is told of that. */
  private DomainMapping kept(DomainMapping mapping) {
    Optional<DomainMapping> there = find(mapping);
    if (there.isPresent()) {
      return there.get();
    }
    try {
      return belongings.add(mapping);
    } catch (RuntimeException failed) {
      if (!Retried.isDuplicate(failed)) {
        throw failed;
      }
      // Another request was faster
      return find(mapping).orElseThrow(() -> failed);
    }
  }

  private Optional<DomainMapping> find(DomainMapping mapping) {
    return belongings.find(DomainMapping.class, visit.account(), mapping.sid().value());
  }

  /** Lets the domain take a list no more. */
  @DELETE
  @Path("{list}")
  public Response remove(@PathParam("list") String list) {
    DomainMapping mapping = existing(list);
    String name = mapping.sid().value();
    if (!Retried.change(() -> belongings.remove(DomainMapping.class, visit.account(), name))) {
      throw RestFailure.notFound(visit.path());
    }
    return Response.noContent().build();
  }

  private SipDomain domain() {
    return belongings
        .find(SipDomain.class, visit.account(), domain)
        .orElseThrow(() -> RestFailure.notFound(visit.path()));
  }

  private DomainMapping existing(String list) {
    SipDomain taking = domain();
    if (!Sid.isOne(kind().letters, list)) {
      throw RestFailure.notFound(visit.path());
    }
    String name = DomainMapping.name(taking.sid(), purpose(), new Sid(list)).value();
    return belongings
        .find(DomainMapping.class, visit.account(), name)
        .orElseThrow(() -> RestFailure.notFound(visit.path()));
  }

  private Representation show(DomainMapping mapping) {
    String list = mapping.list().value();
    Representation shown =
        new Representation(kind().element + "Mapping")
            .with("sid", list)
            .with("account_sid", mapping.accountSid().value())
            .with("friendly_name", mapping.friendlyName())
            .with("date_created", mapping.created())
            .with("date_updated", mapping.updated());
    // The newer ones do not say where they are
    return path().startsWith("Auth")
        ? shown
        : shown
            .with("domain_sid", domain)
            .with("uri", Uris.of(mapping.accountSid(), "SIP", "Domains", domain, path(), list));
  }
}
