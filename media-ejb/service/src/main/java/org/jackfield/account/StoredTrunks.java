package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jackfield.call.Sid;
import org.jackfield.trunk.Gateway;
import org.jackfield.trunk.Route;
import org.jackfield.trunk.Routes;
import org.jackfield.trunk.Trunk;
import org.jackfield.trunk.TrunkSetting;
import org.jackfield.trunk.TrunkSettings;

/** The trunks and routes of accounts, in the database. Any thread. */
@ApplicationScoped
@Transactional
public class StoredTrunks {

  private static final Logger LOG = System.getLogger(StoredTrunks.class.getName());

  private static final Pattern PREFIX = Pattern.compile("/(\\d{1,3})$");
  private static final int LEAST_V4 = 8;
  private static final int LEAST_V6 = 16;

  @Inject EntityManager database;
  @Inject Settings settings;

  /** All of the accounts that may act. */
  public Routes all() {
    Map<String, List<Gateway>> gateways =
        database
            .createQuery(
                "select g from GatewayEntry g order by g.priority, g.created, g.sid",
                GatewayEntry.class)
            .getResultStream()
            .collect(
                Collectors.groupingBy(
                    it -> it.trunkSid,
                    Collectors.mapping(GatewayEntry::gateway, Collectors.toList())));
    Set<Sid> administrators = administrators();
    List<Trunk> trunks = new ArrayList<>();
    for (TrunkEntry entry : active(TrunkEntry.class)) {
      try {
        trunks.add(
            trunk(
                entry,
                gateways.getOrDefault(entry.sid, List.of()),
                administrators.contains(entry.accountSid())));
      } catch (IllegalArgumentException | IllegalStateException unusable) {
        // Another release wrote it, or with another key: the others are none the worse for it
        LOG.log(Level.ERROR, "The trunk {0} cannot be used: {1}", entry.sid, unusable.getMessage());
      }
    }
    List<Route> routes =
        active(RouteEntry.class).stream()
            .map(it -> new Route(it.prefix, it.trunks(), Set.of(it.accountSid())))
            .toList();
    return new Routes(trunks, routes);
  }

  private <T extends Edited> List<T> active(Class<T> kind) {
    return database
        .createQuery(
            "select e from "
                + kind.getSimpleName()
                + " e, Account a where a.sid = e.accountSid and a.status = :active"
                + " order by e.created, e.sid",
            kind)
        .setParameter("active", Account.Status.ACTIVE)
        .getResultList();
  }

  /** Accounts that have none above them are of who runs the server. */
  private Set<Sid> administrators() {
    return database
        .createQuery("select a from Account a where a.accountSid = a.sid", Account.class)
        .getResultStream()
        .map(Account::sid)
        .collect(Collectors.toSet());
  }

  private Trunk trunk(TrunkEntry entry, List<Gateway> gateways, boolean byOperator) {
    return opened(entry)
        .trunk(entry.sid(), entry.friendlyName(), Set.of(entry.accountSid()), gateways, byOperator);
  }

  /** What is set of a trunk, with its secrets. */
  TrunkSettings opened(TrunkEntry entry) {
    Map<TrunkSetting, String> all = new EnumMap<>(TrunkSetting.class);
    all.putAll(entry.settings());
    for (TrunkSetting setting : TrunkSetting.values()) {
      if (setting.isSecret()) {
        Optional.ofNullable(entry.sealed(setting))
            .ifPresent(it -> all.put(setting, settings.secrets().decrypt(entry.sid, it)));
      }
    }
    return TrunkSettings.of(all);
  }

  private static boolean isRegisteredElsewhere(
      TrunkSettings before, Map<TrunkSetting, String> given) {
    String there = given.getOrDefault(TrunkSetting.REGISTRAR, "").strip();
    return !there.isEmpty() && !there.equalsIgnoreCase(before.text(TrunkSetting.REGISTRAR));
  }

  /** Who says that he is half of the world says that everybody may call as him. */
  private static void checkNetworks(String networks) {
    for (String network : networks.split("[,\\s]+", -1)) {
      Matcher bits = PREFIX.matcher(network);
      if (bits.find()
          && Integer.parseInt(bits.group(1)) < (network.contains(":") ? LEAST_V6 : LEAST_V4)) {
        throw new IllegalArgumentException(
            "networks: must be no larger than /" + LEAST_V4 + ", or /" + LEAST_V6 + " of IPv6");
      }
    }
  }

  /**
   * Sets what is given of a trunk, and leaves the rest; but another registrar is told no password
   * that is not given with it.
   *
   * @throws IllegalArgumentException that says what would have been right
   */
  public void set(TrunkEntry entry, Map<TrunkSetting, String> given) {
    Optional.ofNullable(given.get(TrunkSetting.NETWORKS)).ifPresent(StoredTrunks::checkNetworks);
    TrunkSettings before = opened(entry);
    Map<TrunkSetting, String> changes = new EnumMap<>(TrunkSetting.class);
    if (isRegisteredElsewhere(before, given)) {
      changes.put(TrunkSetting.PASSWORD, "");
    }
    changes.putAll(given);
    TrunkSettings all = before.with(changes);
    entry.set(all.given());
    for (TrunkSetting setting : changes.keySet()) {
      if (setting.isSecret()) {
        String secret = all.text(setting);
        entry.seal(
            setting, secret.isEmpty() ? null : settings.secrets().encrypt(entry.sid, secret));
      }
    }
    if (!entry.fits()) {
      throw new IllegalArgumentException(
          "All settings together must have at most " + TrunkEntry.LONGEST + " characters");
    }
  }
}
