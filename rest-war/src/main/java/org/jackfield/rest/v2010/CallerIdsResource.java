package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.account.CallHistory;
import org.jackfield.account.CallerId;
import org.jackfield.account.Condition;
import org.jackfield.account.PhoneNumber;
import org.jackfield.account.StoredCallerIdChecks;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;

/** Numbers that an account has shown to be its own, to call from. */
@Path("Accounts/{account}/OutgoingCallerIds")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class CallerIdsResource extends OwnedResource<CallerId> {

  @Inject CallHistory history;
  @Inject StoredCallerIdChecks checks;

  @Override
  Class<CallerId> kind() {
    return CallerId.class;
  }

  @Override
  Names names() {
    return new Names("outgoing_caller_ids", "OutgoingCallerIds");
  }

  @Override
  List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>(named());
    visit
        .query("PhoneNumber")
        .map(number -> PhoneNumber.canonical(number).orElse(number))
        .ifPresent(number -> conditions.add(Condition.is("number", number)));
    return conditions;
  }

  /** A number is shown to be one's own by keys that are pressed in a call to it. */
  @Override
  @POST
  public Response create(String body) {
    return Response.ok(new CallerIdOrder(visit.account(), Parameters.of(body)).place(this)).build();
  }

  @Override
  CallerId sample() {
    return new CallerId(visit.account(), "", "");
  }

  @Override
  CallerId make(Parameters parameters) {
    throw new UnsupportedOperationException("A call makes them");
  }

  @Override
  void change(CallerId callerId, Parameters parameters) {
    parameters.friendlyName().ifPresent(callerId::rename);
  }

  @Override
  Representation show(CallerId callerId) {
    String sid = callerId.sid().value();
    return new Representation("OutgoingCallerId")
        .with("sid", sid)
        .with("account_sid", callerId.accountSid().value())
        .with("friendly_name", callerId.friendlyName())
        .with("phone_number", callerId.number())
        .with("date_created", callerId.created())
        .with("date_updated", callerId.updated())
        .with("uri", Uris.of(callerId.accountSid(), "OutgoingCallerIds", sid));
  }
}
