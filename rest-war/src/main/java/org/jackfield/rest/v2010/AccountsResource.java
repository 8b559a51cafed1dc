package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jackfield.account.Account;
import org.jackfield.account.Account.Status;
import org.jackfield.account.Accounts;
import org.jackfield.account.Belongings;
import org.jackfield.account.Condition;
import org.jackfield.account.Place;
import org.jackfield.call.Sid;
import org.jackfield.rest.Conditional;
import org.jackfield.rest.Form;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Retried;
import org.jackfield.rest.Visit;

/** The visitor's account and those below it. */
@Path("Accounts")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class AccountsResource {

  private static final List<String> SUBRESOURCES =
      List.of(
          "Applications",
          "Calls",
          "IncomingPhoneNumbers",
          "Keys",
          "Notifications",
          "OutgoingCallerIds",
          "Recordings");

  @Inject Visit visit;
  @Inject Accounts accounts;
  @Inject Belongings belongings;

  /** The visitor's account and those below it. */
  @GET
  public Response list() {
    withToken();
    List<Condition> conditions = new ArrayList<>();
    visit
        .query("FriendlyName")
        .ifPresent(name -> conditions.add(Condition.is("friendlyName", name)));
    visit
        .query("Status")
        .map(AccountsResource::status)
        .ifPresent(status -> conditions.add(Condition.is("status", status)));
    Paging paging = visit.paging();
    return Response.ok(
            paging
                .show(
                    "accounts",
                    "Accounts",
                    belongings.list(Account.class, owner(conditions), conditions, paging.range()),
                    Place::of,
                    this::show)
                .like(() -> show(own())))
        .build();
  }

  /** What an account above owns is listed; an account below has nothing but itself. */
  private Sid owner(List<Condition> conditions) {
    Sid own = visit.visitor().account();
    Optional<Sid> parent = accounts.find(own).flatMap(Account::parent);
    parent.ifPresent(above -> conditions.add(Condition.is("sid", own.value())));
    return parent.orElse(own);
  }

  /** One account. */
  @GET
  @Path("{account}")
  public Response fetch() {
    Account account = existing();
    return Conditional.answer(visit, account.version(), account.updated(), show(account));
  }

  /** Opens an account below the visitor's. */
  @POST
  public Response create(String body) {
    withToken();
    Sid parent = visit.visitor().account();
    if (accounts.find(parent).flatMap(Account::parent).isPresent()) {
      throw RestFailure.invalid(20422, "A subaccount cannot have subaccounts");
    }
    String name =
        Parameters.of(body)
            .friendlyName()
            .orElse("SubAccount Created at " + Instant.now().toString().substring(0, 16));
    return Response.status(Response.Status.CREATED)
        .entity(show(accounts.open(name, Optional.of(parent))))
        .build();
  }

  /** Renames, suspends, reopens or closes an account. */
  @POST
  @Path("{account}")
  public Response update(String body) {
    withToken();
    Parameters parameters = Parameters.of(body);
    Optional<Status> status = parameters.filled("Status").map(AccountsResource::status);
    if (status.isPresent() && visit.account().equals(visit.visitor().account())) {
      throw RestFailure.invalid(20422, "The status of an account is set by the one above it");
    }
    return Response.ok(
            show(
                Retried.change(
                        () -> accounts.change(visit.account(), parameters.friendlyName(), status))
                    .orElseThrow(() -> RestFailure.notFound(visit.path()))))
        .build();
  }

  /** The twin of {@link #update}. */
  @PUT
  @Path("{account}")
  public Response put(@PathParam("account") String account, String body) {
    return update(body);
  }

  private static Status status(String word) {
    return Status.of(word)
        .orElseThrow(
            () -> RestFailure.invalid(20422, "Status must be active, suspended or closed"));
  }

  /** A key opens what an account has, not the account itself. */
  private void withToken() {
    if (visit.visitor().byKey()) {
      throw RestFailure.unknownVisitor();
    }
  }

  private Account own() {
    return accounts
        .find(visit.visitor().account())
        .orElseThrow(() -> RestFailure.notFound(visit.path()));
  }

  private Account existing() {
    withToken();
    return accounts.find(visit.account()).orElseThrow(() -> RestFailure.notFound(visit.path()));
  }

  private Representation show(Account account) {
    String self = Uris.account(account.sid());
    Representation below = new Representation("SubresourceUris");
    for (String name : SUBRESOURCES) {
      below.with(snake(name), self + "/" + name + ".json");
    }
    below.with("sip", self + "/SIP.json").with("usage", self + "/Usage.json");
    return new Representation("Account")
        .with("sid", account.sid().value())
        .with("friendly_name", account.friendlyName())
        .with("status", account.status().word())
        .with("type", "Full")
        .with("owner_account_sid", account.accountSid().value())
        // Whoever sees it came with this token, or with that of the account above
        .with("auth_token", accounts.token(account))
        .with("date_created", account.created())
        .with("date_updated", account.updated())
        .with("uri", self + ".json")
        .with("subresource_uris", below);
  }

  private static String snake(String pascal) {
    return pascal.replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
