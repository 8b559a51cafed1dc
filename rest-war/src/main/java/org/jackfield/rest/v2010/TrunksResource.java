package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.account.CredentialList;
import org.jackfield.account.StoredTrunks;
import org.jackfield.account.TrunkDirectory;
import org.jackfield.account.TrunkEntry;
import org.jackfield.call.Sid;
import org.jackfield.rest.Form;
import org.jackfield.rest.Listing;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.trunk.Trunk;
import org.jackfield.trunk.TrunkSetting;

/**
 * Providers and other exchanges. Those of the operator's file that serve the account are shown,
 * too, before the account's own, and are changed there alone.
 */
@Path("Accounts/{account}/Trunks")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class TrunksResource extends OwnedResource<TrunkEntry> {

  private static final int INVALID = 20422;

  @Inject StoredTrunks stored;
  @Inject TrunkDirectory directory;

  @Override
  Class<TrunkEntry> kind() {
    return TrunkEntry.class;
  }

  @Override
  Names names() {
    return new Names("trunks", "Trunks");
  }

  /** By which way calls go, and with whose password, is not for what a program was given. */
  @Override
  void enterToChange() {
    visit.refuseKey();
  }

  @Override
  TrunkEntry sample() {
    return new TrunkEntry(visit.account(), "");
  }

  @Override
  TrunkEntry make(Parameters parameters) {
    return new TrunkEntry(visit.account(), parameters.required("FriendlyName", INVALID));
  }

  @Override
  void change(TrunkEntry trunk, Parameters parameters) {
    parameters.friendlyName().ifPresent(trunk::rename);
    Map<TrunkSetting, String> given = new EnumMap<>(TrunkSetting.class);
    for (TrunkSetting setting : TrunkSetting.values()) {
      parameters
          .text(setting.parameter())
          .ifPresent(text -> given.put(setting, text.isEmpty() ? setting.usual() : text));
    }
    Optional.ofNullable(given.get(TrunkSetting.CREDENTIAL_LISTS)).ifPresent(this::checkLists);
    try {
      stored.set(trunk, given);
    } catch (IllegalArgumentException wrong) {
      throw RestFailure.invalid(INVALID, capitalised(String.valueOf(wrong.getMessage())));
    }
  }

  private void checkLists(String lists) {
    for (String list : lists.split("[,\\s]+", -1)) {
      if (!list.isEmpty()
          && belongings.find(CredentialList.class, visit.account(), list).isEmpty()) {
        throw RestFailure.invalid(
            INVALID, "CredentialLists must be SIDs of credential lists of the account");
      }
    }
  }

  private static String capitalised(String message) {
    return Character.toUpperCase(message.charAt(0)) + message.substring(1);
  }

  @Override
  @GET
  public Response list() {
    Response own = super.list();
    if (visit.query("FriendlyName").isPresent()
        || visit.paging().range().from().isPresent()
        || !(own.getEntity() instanceof Listing listing)) {
      return own;
    }
    List<Representation> all = new ArrayList<>(ofFile().stream().map(this::show).toList());
    all.addAll(listing.items());
    return Response.ok(
            new Listing(
                listing.name(),
                listing.element(),
                all,
                listing.page(),
                listing.size(),
                listing.links(),
                listing.sample()))
        .build();
  }

  private List<Trunk> ofFile() {
    return directory.ofFile().trunks().stream()
        .filter(trunk -> trunk.serves(visit.account()))
        .toList();
  }

  private Optional<Trunk> ofFile(String sid) {
    return ofFile().stream().filter(trunk -> trunk.sid().value().equals(sid)).findFirst();
  }

  @Override
  @GET
  @Path("{sid}")
  public Response fetch(@PathParam("sid") String sid) {
    Optional<Trunk> ofFile = ofFile(sid);
    // What it is doing changes by itself: an ETag of what is set would hide it
    Representation shown = ofFile.map(this::show).orElseGet(() -> show(existing(sid)));
    return Response.ok(shown).build();
  }

  @Override
  TrunkEntry existing(String sid) {
    if (ofFile(sid).isPresent()) {
      throw RestFailure.notAllowed("The trunk is of the operator's file, and changed there", "GET");
    }
    return super.existing(sid);
  }

  @Override
  Representation show(TrunkEntry trunk) {
    Representation shown = beginning(trunk.sid(), trunk.friendlyName(), "api");
    shown.with("date_created", trunk.created()).with("date_updated", trunk.updated());
    Map<TrunkSetting, String> set = trunk.settings();
    for (TrunkSetting setting : TrunkSetting.values()) {
      if (setting.isSecret()) {
        shown.with("has_" + setting.field(), trunk.has(setting));
      } else {
        shown.with(setting.field(), set.getOrDefault(setting, setting.usual()));
      }
    }
    return ending(shown, trunk.sid(), true);
  }

  private Representation show(Trunk trunk) {
    Representation shown =
        beginning(trunk.sid(), trunk.name(), "file")
            .withNothing("date_created")
            .withNothing("date_updated");
    return ending(shown, trunk.sid(), false);
  }

  private Representation beginning(Sid sid, String name, String source) {
    Representation shown =
        new Representation("Trunk")
            .with("sid", sid.value())
            .with("account_sid", visit.account().value())
            .with("friendly_name", name)
            .with("source", source)
            .with("gateways", directory.gateways(sid));
    return TrunkStatus.show(shown, directory.state(sid));
  }

  private Representation ending(Representation shown, Sid sid, boolean own) {
    if (own) {
      shown.with(
          "subresource_uris",
          new Representation("SubresourceUris")
              .with("gateways", Uris.of(visit.account(), "Trunks", sid.value(), "Gateways")));
    }
    return shown.with("uri", Uris.of(visit.account(), "Trunks", sid.value()));
  }
}
