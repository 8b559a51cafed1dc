package org.jackfield.router.sip;

import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipURI;
import jakarta.servlet.sip.URI;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.call.Sid;
import org.jackfield.network.AllowedNetworks;
import org.jackfield.trunk.Gateway;
import org.jackfield.trunk.Routes;
import org.jackfield.trunk.Trunk;
import org.jackfield.trunk.TrunkBoard;
import org.jackfield.trunk.TrunkBoard.Choice;
import org.jackfield.trunk.TrunkRun;
import org.jackfield.trunk.TrunkState;
import org.jackfield.trunk.Trunks;
import org.jspecify.annotations.Nullable;

/**
 * Looks after trunks: which there are, that their providers know us, whether their gateways live.
 * Once a second it looks at what has become due. Any thread.
 */
final class Trunking implements AutoCloseable {

  private static final Logger LOG = System.getLogger("org.jackfield.trunk");
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final long LONGEST_FAREWELL = 2;
  private static final String PROPERTY = "jackfield.gateway";

  private final Trunks trunks;
  private final SipFactory factory;
  private final Equipment equipment;
  private final RouterSettings settings;
  private final TrunkBoard board;
  private final GatewayHosts hosts = new GatewayHosts();
  private final TrunkNames names;
  private final Map<Sid, TrunkRegistration> registrations = new HashMap<>();
  private final Map<Sid, CompletableFuture<Boolean>> farewells = new HashMap<>();
  private final Map<Probed, Instant> probes = new HashMap<>();
  private List<SipURI> interfaces = List.of();
  private @Nullable Future<?> next;
  private volatile Routes last = Routes.NONE;
  private boolean isClosed;
  private volatile AllowedNetworks admitted = AllowedNetworks.NONE;
  private volatile Set<String> operators = Set.of(PROPERTY);

  /** Two trunks may have a gateway in common, and each wants to know of it. */
  private record Probed(Sid trunk, Gateway gateway) {}

  Trunking(Trunks trunks, SipFactory factory, Equipment equipment, RouterSettings settings) {
    this.trunks = trunks;
    this.factory = factory;
    this.equipment = equipment;
    this.settings = settings;
    this.names = new TrunkNames(hosts, equipment.clock(), Set.of(PROPERTY));
    this.board =
        new TrunkBoard(
            equipment.clock(), System::nanoTime, most -> ThreadLocalRandom.current().nextInt(most));
    trunks.watchedBy(Optional.of(board));
    settings.gateway().ifPresent(it -> hosts.put(PROPERTY, Set.of(GatewayHosts.host(it))));
  }

  /**
   * Begins to look after them.
   *
   * @param ours where the server listens
   */
  synchronized void begin(List<SipURI> ours) {
    interfaces = List.copyOf(ours);
    if (next == null) {
      later(Duration.ZERO);
    }
  }

  private synchronized void later(Duration delay) {
    if (!isClosed) {
      next =
          equipment
              .delays()
              .after(delay, () -> Thread.ofVirtual().name("jackfield-trunks").start(this::turn));
    }
  }

  private void turn() {
    try {
      List<Trunk> now = known().trunks();
      board.update(now);
      admitted = admitted(now);
      operators = operators(now);
      names.resolve(now);
      register(now);
      probes.keySet().removeIf(it -> now.stream().noneMatch(trunk -> isOf(trunk, it)));
      now.forEach(this::probe);
    } catch (RuntimeException e) {
      // The database may be away: what is known goes on
      LOG.log(Level.WARNING, "Trunks could not be looked after: {0}", e.getMessage());
    } finally {
      later(TURN);
    }
  }

  private static boolean isOf(Trunk trunk, Probed probed) {
    return trunk.sid().equals(probed.trunk()) && trunk.gateways().contains(probed.gateway());
  }

  private synchronized void register(List<Trunk> now) {
    if (isClosed) {
      return;
    }
    Map<Sid, Trunk> wanted = new HashMap<>();
    now.stream()
        .filter(trunk -> trunk.outward().registration().isPresent())
        .forEach(trunk -> wanted.put(trunk.sid(), trunk));
    registrations
        .entrySet()
        .removeIf(entry -> {
          Trunk trunk = wanted.get(entry.getKey());
          boolean changed = trunk == null || !entry.getValue().isFor(trunk);
          if (changed) {
            TrunkRegistration old = entry.getValue();
            old.end();
            farewells.put(
                entry.getKey(),
                old.ended().completeOnTimeout(false, LONGEST_FAREWELL, TimeUnit.SECONDS));
          }
          return changed;
        });
    // The old one's last word, which takes back all, may not come after the new one's first
    farewells.values().removeIf(CompletableFuture::isDone);
    for (Trunk trunk : wanted.values()) {
      if (!farewells.containsKey(trunk.sid()) && !registrations.containsKey(trunk.sid())) {
        TrunkRegistration registration = registration(trunk, board.run(trunk));
        registrations.put(trunk.sid(), registration);
        registration.ask();
      }
    }
  }

  private TrunkRegistration registration(Trunk trunk, TrunkRun run) {
    Trunk.Registration wanted = trunk.outward().registration().orElseThrow();
    return new TrunkRegistration(
        trunk, run, factory, equipment, there -> contact(wanted.user(), there), hosts);
  }

  /** Where we are for a registrar; a NAT in between is the connector's to know. */
  private String contact(String user, Gateway registrar) {
    String transport = registrar.transport().name();
    List<SipURI> here =
        interfaces.stream()
            .filter(it -> transport.equalsIgnoreCase(it.getTransportParam()) && it.getPort() > 0)
            .toList();
    String address =
        here.stream()
            .filter(it -> !it.getHost().matches("127\\..*|\\[?::1]?|0\\.0\\.0\\.0|\\[?::]?"))
            .findFirst()
            .or(() -> here.stream().filter(it -> it.getHost().startsWith("127.")).findFirst())
            .map(it -> bracketed(it.getHost()) + ":" + it.getPort())
            .orElse(settings.domain());
    String how = ";transport=" + transport.toLowerCase(Locale.ROOT);
    return "sip:" + user + "@" + address + how;
  }

  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private void probe(Trunk trunk) {
    Duration interval = trunk.outward().probing();
    if (interval.isZero()) {
      return;
    }
    Instant now = equipment.clock().instant();
    for (Gateway gateway : trunk.gateways()) {
      Probed probed = new Probed(trunk.sid(), gateway);
      Instant due = probes.getOrDefault(probed, Instant.MIN);
      if (!now.isBefore(due)) {
        // Not all at one moment
        long millis = interval.toMillis();
        probes.put(
            probed,
            now.plusMillis(ThreadLocalRandom.current().nextLong(millis * 8 / 10, millis + 1)));
        new TrunkProbe(new Choice(board.run(trunk), gateway), equipment, hosts)
            .begin(factory, settings.domain());
      }
    }
  }

  /** What there is, or was when the database could be asked last. */
  private Routes known() {
    try {
      Routes now = trunks.now();
      last = now;
      return now;
    } catch (RuntimeException away) {
      LOG.log(Level.DEBUG, "Trunks are those of before", away);
      return last;
    }
  }

  /** Where a number of an account's is called, one after another. */
  List<Choice> choices(String number, Sid account) {
    return board.choices(known().to(number, account));
  }

  /** What is known of a trunk. */
  TrunkRun run(Trunk trunk) {
    return board.run(trunk);
  }

  /**
   * Whether a trunk of the operator's admits this address, or has a gateway there; waits for
   * nobody. Whoever has an account could say that everybody is expected, so others do not count.
   */
  boolean expects(InetAddress address) {
    return admitted.lists(address) || hosts.hold(operators, address);
  }

  private static Set<String> operators(List<Trunk> now) {
    return Stream.concat(
            Stream.of(PROPERTY),
            now.stream().filter(Trunk::byOperator).map(trunk -> trunk.sid().value()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static AllowedNetworks admitted(List<Trunk> now) {
    return AllowedNetworks.parse(
        now.stream()
            .filter(Trunk::byOperator)
            .flatMap(trunk -> trunk.admission().networks().stream())
            .collect(Collectors.joining(" ")));
  }

  /** Whether calls to an address are paid for: it is at a host of the property or of a trunk. */
  boolean hold(URI target) {
    // A trunk that was made a moment ago has not been looked up yet
    return hosts.hold(target)
        || known().trunks().stream().anyMatch(trunk -> isNamed(trunk, target));
  }

  /** Whether an address is at a host of a trunk, whosever it is. */
  boolean isAtTrunk(URI target) {
    return known().trunks().stream().anyMatch(trunk -> hold(trunk, target));
  }

  /** Whether an address is at a host of one trunk. */
  boolean hold(Trunk trunk, URI target) {
    return hosts.hold(trunk.sid().value(), target) || isNamed(trunk, target);
  }

  private static boolean isNamed(Trunk trunk, URI target) {
    return target instanceof SipURI uri
        && TrunkNames.of(trunk).contains(uri.getHost().toLowerCase(Locale.ROOT));
  }

  /** How trunks are doing, by their SIDs, for the management model. */
  Map<String, Map<String, String>> states() {
    Map<String, Map<String, String>> states = new TreeMap<>();
    board.trunks().forEach(trunk -> states.put(trunk.sid().value(), facts(trunk)));
    return states;
  }

  private static Map<String, String> facts(TrunkState trunk) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("name", trunk.name());
    facts.put("state", trunk.word());
    trunk.registered().ifPresent(until -> facts.put("registered-until", until.toString()));
    if (!trunk.trouble().isEmpty()) {
      facts.put("trouble", trunk.trouble());
    }
    facts.put("calls-now", Integer.toString(trunk.callsNow()));
    facts.put("calls", Long.toString(trunk.calls()));
    facts.put("calls-refused", Long.toString(trunk.refused()));
    facts.put("gateway-failures", Long.toString(trunk.failures()));
    for (TrunkState.GatewayState gateway : trunk.gateways()) {
      facts.put("gateway " + gateway.address(), gateway.up() ? "up" : "down: " + gateway.why());
    }
    return facts;
  }

  /** Providers are told that we are gone, and waited for a moment. */
  @Override
  public void close() {
    List<TrunkRegistration> open;
    synchronized (this) {
      isClosed = true;
      if (next != null) {
        next.cancel(false);
      }
      open = List.copyOf(registrations.values());
      registrations.clear();
    }
    trunks.watchedBy(Optional.empty());
    open.forEach(TrunkRegistration::end);
    CompletableFuture<?>[] farewells =
        open.stream().map(TrunkRegistration::ended).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(farewells)
          .completeOnTimeout(null, LONGEST_FAREWELL, TimeUnit.SECONDS)
          .join();
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "A provider was not told that we are gone", e);
    }
  }

  static List<SipURI> uris(@Nullable Object attribute) {
    return attribute instanceof List<?> all
        ? all.stream()
            .flatMap(it -> it instanceof SipURI uri ? Stream.of(uri) : Stream.of())
            .toList()
        : List.of();
  }
}
