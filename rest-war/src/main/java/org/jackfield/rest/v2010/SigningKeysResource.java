package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jackfield.rest.Form;

/** Keys under their older name. */
@Path("Accounts/{account}/SigningKeys")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class SigningKeysResource extends KeysResource {

  @Override
  Names names() {
    return new Names("signing_keys", "SigningKeys");
  }

  @Override
  boolean signing() {
    return true;
  }
}
