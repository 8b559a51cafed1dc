package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jackfield.account.RouteEntry;
import org.jackfield.account.TrunkDirectory;
import org.jackfield.account.TrunkEntry;
import org.jackfield.call.Sid;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;

/** By which trunks numbers of a prefix are called. */
@Path("Accounts/{account}/Routes")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class RoutesResource extends OwnedResource<RouteEntry> {

  private static final Pattern PREFIX = Pattern.compile("\\+?[0-9*#]{0,19}");
  private static final int INVALID = 20422;

  @Inject TrunkDirectory directory;

  @Override
  Class<RouteEntry> kind() {
    return RouteEntry.class;
  }

  @Override
  Names names() {
    return new Names("routes", "Routes");
  }

  /** By which way calls go, and with whose password, is not for what a program was given. */
  @Override
  void enterToChange() {
    visit.refuseKey();
  }

  @Override
  RouteEntry sample() {
    return new RouteEntry(visit.account(), "");
  }

  @Override
  RouteEntry make(Parameters parameters) {
    parameters.required("Trunks", INVALID);
    return new RouteEntry(visit.account(), "");
  }

  @Override
  void change(RouteEntry route, Parameters parameters) {
    parameters.friendlyName().ifPresent(route::rename);
    Optional<String> prefix = parameters.text("Prefix").map(String::strip);
    if (prefix.filter(it -> !PREFIX.matcher(it).matches()).isPresent()) {
      throw RestFailure.invalid(INVALID, "Prefix must be the beginning of a number, such as +49");
    }
    prefix.ifPresent(route::prefix);
    List<String> trunks = parameters.all("Trunks");
    if (trunks.size() > RouteEntry.MOST) {
      throw RestFailure.invalid(INVALID, "Trunks must be at most " + RouteEntry.MOST);
    }
    if (!trunks.isEmpty()) {
      route.trunks(trunks.stream().map(this::known).toList());
    }
  }

  private Sid known(String sid) {
    boolean own = belongings.find(TrunkEntry.class, visit.account(), sid).isPresent();
    boolean ofFile =
        directory.ofFile().trunks().stream()
            .anyMatch(it -> it.sid().value().equals(sid) && it.serves(visit.account()));
    if (!own && !ofFile) {
      throw RestFailure.invalid(INVALID, "Trunks must be SIDs of trunks of the account");
    }
    return new Sid(sid);
  }

  @Override
  Representation show(RouteEntry route) {
    String sid = route.sid().value();
    return new Representation("Route")
        .with("sid", sid)
        .with("account_sid", route.accountSid().value())
        .with("friendly_name", route.friendlyName())
        .with("prefix", route.prefix())
        .with("trunks", route.trunks().stream().map(Sid::value).toList())
        .with("date_created", route.created())
        .with("date_updated", route.updated())
        .with("uri", Uris.of(route.accountSid(), "Routes", sid));
  }
}
