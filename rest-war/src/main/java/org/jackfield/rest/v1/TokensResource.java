package org.jackfield.rest.v1;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.temporal.ChronoUnit;
import org.jackfield.account.Account;
import org.jackfield.account.Accounts;
import org.jackfield.rest.Form;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Visit;

/**
 * The tokens of the visitor's own account: a second one beside the first, which then takes its
 * place, so that programs can change from one to the other while both are good.
 */
@Path("AuthTokens")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class TokensResource {

  private static final String SECONDARY = "Secondary";
  private static final String PROMOTE = "Promote";

  @Inject Visit visit;
  @Inject Accounts accounts;

  /** Gives it a second token, in the place of one that it may have, and says it: this once. */
  @POST
  @Path(SECONDARY)
  public Response create() {
    withToken();
    String token = accounts.secondToken(visit.account()).orElseThrow(this::notFound);
    return Response.status(Response.Status.CREATED)
        .entity(show(existing(), "secondary_auth_token", token, SECONDARY))
        .build();
  }

  /** Takes the second token away. */
  @DELETE
  @Path(SECONDARY)
  public Response remove() {
    withToken();
    accounts.dropSecondToken(visit.account());
    return Response.noContent().build();
  }

  /** Makes the second token the first; the first is good no more. */
  @POST
  @Path(PROMOTE)
  public Response promote() {
    withToken();
    Account account =
        accounts
            .promoteSecondToken(visit.account())
            .orElseThrow(() -> RestFailure.invalid(20422, "There is no second token"));
    return Response.ok(show(account, "auth_token", accounts.token(account), PROMOTE)).build();
  }

  private static Representation show(Account account, String name, String token, String step) {
    return new Representation("AuthToken")
        .with("account_sid", account.sid().value())
        .with(name, token)
        .with("date_created", account.created().truncatedTo(ChronoUnit.SECONDS).toString())
        .with("date_updated", account.updated().truncatedTo(ChronoUnit.SECONDS).toString())
        .with("url", TokenApi.ROOT + "/AuthTokens/" + step);
  }

  private Account existing() {
    return accounts.find(visit.account()).orElseThrow(this::notFound);
  }

  /** A key opens what an account has, not the account itself. */
  private void withToken() {
    if (visit.visitor().byKey()) {
      throw RestFailure.unknownVisitor();
    }
  }

  private RestFailure notFound() {
    return RestFailure.notFound(visit.path());
  }
}
