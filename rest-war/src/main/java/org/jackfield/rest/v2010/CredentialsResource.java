package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.jackfield.account.Condition;
import org.jackfield.account.Credential;
import org.jackfield.account.CredentialList;
import org.jackfield.call.Sid;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;

/** Users of a credential list. Their passwords are never shown. */
@Path("Accounts/{account}/SIP/CredentialLists/{list}/Credentials")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class CredentialsResource extends OwnedResource<Credential> {

  private static final int SHORTEST = 12;

  @PathParam("list")
  String list = "";

  @Override
  Class<Credential> kind() {
    return Credential.class;
  }

  @Override
  Names names() {
    return new Names("credentials", "Credentials");
  }

  @Override
  void enter() {
    if (belongings.find(CredentialList.class, visit.account(), list).isEmpty()) {
      throw RestFailure.notFound(visit.path());
    }
  }

  @Override
  List<Condition> conditions() {
    return List.of(Condition.is("listSid", list));
  }

  @Override
  boolean isHere(Credential credential) {
    return credential.list().value().equals(list);
  }

  @Override
  Credential sample() {
    return new Credential(visit.account(), new Sid(list), "");
  }

  @Override
  Credential make(Parameters parameters) {
    String user = parameters.required("Username", 20422);
    if (user.length() > 32 || user.contains(":")) {
      throw RestFailure.invalid(21230, "Username must have at most 32 characters and no colon");
    }
    parameters.required("Password", 20422);
    return new Credential(visit.account(), new Sid(list), user);
  }

  @Override
  void change(Credential credential, Parameters parameters) {
    String password = parameters.required("Password", 20422);
    if (!isStrong(password)) {
      throw RestFailure.invalid(
          20422, "Password must have 12 characters or more, upper and lower case and a digit");
    }
    credential.password(password);
  }

  private static boolean isStrong(String password) {
    return password.length() >= SHORTEST
        && password.chars().anyMatch(Character::isUpperCase)
        && password.chars().anyMatch(Character::isLowerCase)
        && password.chars().anyMatch(Character::isDigit);
  }

  @Override
  Representation show(Credential credential) {
    String sid = credential.sid().value();
    return new Representation("Credential")
        .with("sid", sid)
        .with("account_sid", credential.accountSid().value())
        .with("credential_list_sid", list)
        .with("username", credential.user())
        .with("date_created", credential.created())
        .with("date_updated", credential.updated())
        .with(
            "uri",
            Uris.of(credential.accountSid(), "SIP", "CredentialLists", list, "Credentials", sid));
  }
}
