package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import org.jackfield.account.ApiKey;
import org.jackfield.account.Condition;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;

/** User names and secrets for programs, each of which can be taken away by itself. */
@Path("Accounts/{account}/Keys")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class KeysResource extends OwnedResource<ApiKey> {

  private String secret = "";

  @Override
  Class<ApiKey> kind() {
    return ApiKey.class;
  }

  @Override
  Names names() {
    return new Names("keys", "Keys");
  }

  /** Whether these are signing keys. */
  boolean signing() {
    return false;
  }

  @Override
  void enter() {
    if (visit.visitor().byKey()) {
      // A key does not open what makes keys
      throw RestFailure.unknownVisitor();
    }
  }

  @Override
  List<Condition> conditions() {
    return List.of(Condition.is("signing", signing()));
  }

  @Override
  boolean isHere(ApiKey key) {
    return key.isSigning() == signing();
  }

  @Override
  ApiKey sample() {
    return new ApiKey(visit.account(), "", signing(), "");
  }

  @Override
  ApiKey make(Parameters parameters) {
    secret = ApiKey.newSecret();
    return new ApiKey(visit.account(), parameters.friendlyName().orElse(""), signing(), secret);
  }

  @Override
  void change(ApiKey key, Parameters parameters) {
    parameters.friendlyName().ifPresent(key::rename);
  }

  @Override
  Representation show(ApiKey key) {
    return new Representation(signing() ? "SigningKey" : "Key")
        .with("sid", key.sid().value())
        .with("friendly_name", key.friendlyName())
        .with("date_created", key.created())
        .with("date_updated", key.updated());
  }

  /** The one time that the secret is said: only its hash is kept. */
  @Override
  Representation created(ApiKey key) {
    return show(key).with("secret", secret);
  }
}
