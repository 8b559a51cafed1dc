package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.jackfield.account.Condition;
import org.jackfield.account.CredentialList;
import org.jackfield.account.DomainMapping;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;

/** Lists of users and passwords for SIP phones. */
@Path("Accounts/{account}/SIP/CredentialLists")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class CredentialListsResource extends OwnedResource<CredentialList> {

  @Override
  Class<CredentialList> kind() {
    return CredentialList.class;
  }

  @Override
  Names names() {
    return new Names("credential_lists", "CredentialLists");
  }

  @Override
  CredentialList sample() {
    return new CredentialList(visit.account(), "");
  }

  @Override
  CredentialList make(Parameters parameters) {
    return new CredentialList(visit.account(), parameters.required("FriendlyName", 20422));
  }

  @Override
  void change(CredentialList list, Parameters parameters) {
    parameters.friendlyName().ifPresent(list::rename);
  }

  /** No domain takes what is in a list that has gone. */
  @Override
  void removed(String sid) {
    belongings.removeAll(
        DomainMapping.class, visit.account(), List.of(Condition.is("listSid", sid)));
  }

  @Override
  Representation show(CredentialList list) {
    String sid = list.sid().value();
    return new Representation("CredentialList")
        .with("sid", sid)
        .with("account_sid", list.accountSid().value())
        .with("friendly_name", list.friendlyName())
        .with("date_created", list.created())
        .with("date_updated", list.updated())
        .with(
            "subresource_uris",
            new Representation("SubresourceUris")
                .with(
                    "credentials",
                    Uris.of(list.accountSid(), "SIP", "CredentialLists", sid, "Credentials")))
        .with("uri", Uris.of(list.accountSid(), "SIP", "CredentialLists", sid));
  }
}
