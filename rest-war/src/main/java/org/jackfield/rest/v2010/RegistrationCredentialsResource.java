package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jackfield.account.DomainMapping.Purpose;
import org.jackfield.rest.Form;

/** Who may register at a domain. */
@Path("Accounts/{account}/SIP/Domains/{domain}/Auth/Registrations/CredentialListMappings")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class RegistrationCredentialsResource extends MappingsResource {

  @Override
  Purpose purpose() {
    return Purpose.REGISTRATIONS;
  }

  @Override
  Kind kind() {
    return Kind.CREDENTIALS;
  }

  @Override
  String jsonName() {
    return "contents";
  }

  @Override
  String path() {
    return "Auth/Registrations/CredentialListMappings";
  }
}
