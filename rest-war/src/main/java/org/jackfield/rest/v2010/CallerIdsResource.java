package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.account.CallerId;
import org.jackfield.account.Condition;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;

/** Numbers that an account has shown to be its own, to call from. */
@Path("Accounts/{account}/OutgoingCallerIds")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class CallerIdsResource extends OwnedResource<CallerId> {

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
    visit.query("PhoneNumber").ifPresent(number -> conditions.add(Condition.is("number", number)));
    return conditions;
  }

  /** A number is shown to be one's own by a call to it, which this server cannot make yet. */
  @Override
  CallerId make(Parameters parameters) {
    throw RestFailure.invalid(20422, "Numbers cannot be validated by a call here");
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
