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
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jackfield.account.Account;
import org.jackfield.account.Accounts;
import org.jackfield.account.DialingPermissions;
import org.jackfield.call.Ceiling;
import org.jackfield.call.Ceilings;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Retried;
import org.jackfield.rest.Visit;

/**
 * What an account may call, and how much. An account sees it and cannot change it: only the one
 * above it can, and of the first account, which has none above, the account itself.
 */
@Path("Accounts/{account}/DialingPermissions")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class DialingPermissionsResource {

  private static final int LONGEST = 8_000;
  private static final int MOST = 1_000_000;

  @Inject Visit visit;
  @Inject Accounts accounts;
  @Inject Ceilings ceilings;

  /** What holds now. */
  @GET
  public Response fetch() {
    return Response.ok(show(existing())).build();
  }

  /** Changes what is given; the empty text lets the server's own setting hold again. */
  @POST
  public Response update(String body) {
    Account account = existing();
    boolean own = visit.account().equals(visit.visitor().account());
    if (visit.visitor().byKey() || (own && account.parent().isPresent())) {
      throw new RestFailure(
          403, 20403, "The dialing permissions of an account are set by the one above it");
    }
    Parameters parameters = Parameters.of(body);
    Account changed =
        Retried.change(() -> accounts.permit(visit.account(), now -> changed(now, parameters)))
            .orElseThrow(() -> RestFailure.notFound(visit.path()));
    return Response.ok(show(changed)).build();
  }

  /** The twin of {@link #update}. */
  @PUT
  public Response put(@PathParam("account") String account, String body) {
    return update(body);
  }

  private static DialingPermissions changed(DialingPermissions now, Parameters parameters) {
    return new DialingPermissions(
        parameters
            .text("AllowedPrefixes")
            .map(DialingPermissionsResource::prefixes)
            .orElse(now.prefixes()),
        number(parameters, "ConcurrentCalls", now.concurrent()),
        number(parameters, "CallsPerSecond", now.perSecond()),
        number(parameters, "MinutesPerDay", now.minutesADay()));
  }

  private static Optional<List<String>> prefixes(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    // That no number at all may be called is said by a word: the empty text says something else
    List<String> prefixes =
        text.strip().equalsIgnoreCase("none") ? List.of() : Ceiling.prefixes(text);
    try {
      Ceiling checked = new Ceiling(prefixes, Optional.empty(), Optional.empty(), Optional.empty());
      if (text.length() <= LONGEST) {
        return Optional.of(checked.prefixes());
      }
    } catch (IllegalArgumentException wrong) {
      throw RestFailure.invalid(20422, "AllowedPrefixes: " + wrong.getMessage());
    }
    throw RestFailure.invalid(20422, "AllowedPrefixes must have at most 8000 characters");
  }

  private static Optional<Integer> number(
      Parameters parameters, String name, Optional<Integer> now) {
    return parameters.text(name).isPresent() ? parameters.number(name, 0, MOST) : now;
  }

  private Account existing() {
    return accounts.find(visit.account()).orElseThrow(() -> RestFailure.notFound(visit.path()));
  }

  private Representation show(Account account) {
    Ceiling ceiling = ceilings.of(account.sid());
    Instant midnight = LocalDate.now(ZoneOffset.UTC).atStartOfDay().toInstant(ZoneOffset.UTC);
    return new Representation("DialingPermissions")
        .with("account_sid", account.sid().value())
        .with("allowed_prefixes", ceiling.prefixes())
        .with("concurrent_calls", ceiling.concurrent().map(String::valueOf))
        .with("calls_per_second", ceiling.perSecond().map(String::valueOf))
        .with("minutes_per_day", ceiling.minutesADay().map(String::valueOf))
        .with("minutes_today", ceilings.talked(account.sid(), midnight).toMinutes())
        .with("date_updated", account.updated())
        .with("uri", Uris.account(account.sid()) + "/DialingPermissions.json");
  }
}
