package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jackfield.account.DomainMapping.Purpose;
import org.jackfield.rest.Form;

/** Whose calls a domain takes, by address. */
@Path("Accounts/{account}/SIP/Domains/{domain}/IpAccessControlListMappings")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class AddressMappingsResource extends MappingsResource {

  @Override
  Purpose purpose() {
    return Purpose.CALLS;
  }

  @Override
  Kind kind() {
    return Kind.ADDRESSES;
  }

  @Override
  String jsonName() {
    return "ip_access_control_list_mappings";
  }

  @Override
  String path() {
    return "IpAccessControlListMappings";
  }
}
