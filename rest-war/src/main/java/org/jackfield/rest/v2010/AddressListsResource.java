package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.jackfield.account.AddressList;
import org.jackfield.account.Condition;
import org.jackfield.account.DomainMapping;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;

/** Lists of addresses that calls may come from. */
@Path("Accounts/{account}/SIP/IpAccessControlLists")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class AddressListsResource extends OwnedResource<AddressList> {

  @Override
  Class<AddressList> kind() {
    return AddressList.class;
  }

  @Override
  Names names() {
    return new Names("ip_access_control_lists", "IpAccessControlLists");
  }

  @Override
  AddressList sample() {
    return new AddressList(visit.account(), "");
  }

  @Override
  AddressList make(Parameters parameters) {
    return new AddressList(visit.account(), parameters.required("FriendlyName", 20422));
  }

  @Override
  void change(AddressList list, Parameters parameters) {
    parameters.friendlyName().ifPresent(list::rename);
  }

  /** No domain takes what is in a list that has gone. */
  @Override
  void removed(String sid) {
    belongings.removeAll(
        DomainMapping.class, visit.account(), List.of(Condition.is("listSid", sid)));
  }

  @Override
  Representation show(AddressList list) {
    String sid = list.sid().value();
    return new Representation("IpAccessControlList")
        .with("sid", sid)
        .with("account_sid", list.accountSid().value())
        .with("friendly_name", list.friendlyName())
        .with("date_created", list.created())
        .with("date_updated", list.updated())
        .with(
            "subresource_uris",
            new Representation("SubresourceUris")
                .with(
                    "ip_addresses",
                    Uris.of(list.accountSid(), "SIP", "IpAccessControlLists", sid, "IpAddresses")))
        .with("uri", Uris.of(list.accountSid(), "SIP", "IpAccessControlLists", sid));
  }
}
