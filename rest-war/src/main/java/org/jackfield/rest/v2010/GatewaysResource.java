package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Map;
import org.jackfield.account.Condition;
import org.jackfield.account.GatewayEntry;
import org.jackfield.account.StoredTrunks;
import org.jackfield.account.TrunkEntry;
import org.jackfield.call.Sid;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.trunk.Gateway;
import org.jackfield.trunk.TrunkSetting;

/** Hosts of a trunk. */
@Path("Accounts/{account}/Trunks/{trunk}/Gateways")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class GatewaysResource extends OwnedResource<GatewayEntry> {

  private static final int INVALID = 20422;
  private static final int USUAL = 10;

  @Inject StoredTrunks stored;

  @PathParam("trunk")
  String trunk = "";

  @Override
  Class<GatewayEntry> kind() {
    return GatewayEntry.class;
  }

  @Override
  Names names() {
    return new Names("gateways", "Gateways");
  }

  @Override
  void enter() {
    if (belongings.find(TrunkEntry.class, visit.account(), trunk).isEmpty()) {
      throw RestFailure.notFound(visit.path());
    }
  }

  @Override
  List<Condition> conditions() {
    return List.of(Condition.is("trunkSid", trunk));
  }

  @Override
  boolean isHere(GatewayEntry gateway) {
    return gateway.trunk().value().equals(trunk);
  }

  /** By which way calls go, and with whose password, is not for what a program was given. */
  @Override
  void enterToChange() {
    visit.refuseKey();
  }

  @Override
  GatewayEntry sample() {
    return new GatewayEntry(
        visit.account(), new Sid(trunk), Gateway.of("sip.example.com", "", USUAL, USUAL));
  }

  @Override
  GatewayEntry make(Parameters parameters) {
    String address = parameters.required("Address", INVALID);
    return new GatewayEntry(visit.account(), new Sid(trunk), of(parameters, address, "", 10, 10));
  }

  @Override
  void change(GatewayEntry entry, Parameters parameters) {
    parameters.friendlyName().ifPresent(entry::rename);
    Gateway before = entry.gateway();
    entry.gateway(
        of(
            parameters,
            before.address(),
            before.transport().name(),
            before.priority(),
            before.weight()));
    if (!entry.gateway().address().equals(before.address())) {
      moved(parameters);
    }
  }

  /** Who has the token, but not the password, is not told it by a host of his. */
  private void moved(Parameters parameters) {
    String password = parameters.text("Password").orElse("");
    belongings.change(
        TrunkEntry.class,
        visit.account(),
        trunk,
        it -> stored.set(it, Map.of(TrunkSetting.PASSWORD, password)));
  }

  private static Gateway of(
      Parameters parameters, String address, String transport, int priority, int weight) {
    try {
      return Gateway.of(
          parameters.filled("Address").orElse(address),
          parameters.filled("Transport").orElse(transport),
          parameters.number("Priority", 0, Gateway.MOST).orElse(priority),
          parameters.number("Weight", 0, Gateway.MOST).orElse(weight));
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw RestFailure.invalid(
          INVALID, Character.toUpperCase(message.charAt(0)) + message.substring(1));
    }
  }

  @Override
  Representation show(GatewayEntry entry) {
    String sid = entry.sid().value();
    Gateway gateway = entry.gateway();
    return new Representation("Gateway")
        .with("sid", sid)
        .with("account_sid", entry.accountSid().value())
        .with("trunk_sid", trunk)
        .with("friendly_name", entry.friendlyName())
        .with("address", gateway.address())
        .with("transport", gateway.transport().name())
        .with("priority", gateway.priority())
        .with("weight", gateway.weight())
        .with("date_created", entry.created())
        .with("date_updated", entry.updated())
        .with("uri", Uris.of(entry.accountSid(), "Trunks", trunk, "Gateways", sid));
  }
}
