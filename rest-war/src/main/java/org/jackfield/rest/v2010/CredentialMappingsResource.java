package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jackfield.account.DomainMapping.Purpose;
import org.jackfield.rest.Form;

/** Whose calls a domain takes, by password. */
@Path("Accounts/{account}/SIP/Domains/{domain}/CredentialListMappings")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class CredentialMappingsResource extends MappingsResource {

  @Override
  Purpose purpose() {
    return Purpose.CALLS;
  }

  @Override
  Kind kind() {
    return Kind.CREDENTIALS;
  }

  @Override
  String jsonName() {
    return "credential_list_mappings";
  }

  @Override
  String path() {
    return "CredentialListMappings";
  }
}
