package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jackfield.call.Sid;
import org.jackfield.trunk.Gateway;
import org.jackfield.trunk.Routes;
import org.jackfield.trunk.TrunkState;
import org.jackfield.trunk.Trunks;

/** Trunks of the operator's file and of the database, from memory. Any thread. */
@ApplicationScoped
public class TrunkDirectory implements Trunks {

  private static final Duration LIFE = Duration.ofSeconds(5);
  private static final String ALL = "all";

  @Inject StoredTrunks stored;

  private final TrunkFile file = TrunkFile.ofSystem();
  private final Remembered<String, Routes> ofAccounts =
      new Remembered<>(
          all -> Optional.of(stored.all()),
          LIFE,
          10,
          question -> Thread.ofVirtual().name("jackfield-trunks").start(question),
          System::nanoTime);
  private volatile Optional<Figures> figures = Optional.empty();

  @Override
  public Routes now() {
    return ofAccounts.get(ALL).orElse(Routes.NONE).and(ofFile());
  }

  /** Those of the operator's file, which nobody changes by the API. */
  public Routes ofFile() {
    return file.now();
  }

  @Override
  public void watchedBy(Optional<Figures> others) {
    figures = others;
  }

  /** How a trunk is doing on this node, if it is used here. */
  public Optional<TrunkState> state(Sid trunk) {
    return figures.flatMap(
        it -> it.trunks().stream().filter(state -> state.sid().equals(trunk)).findFirst());
  }

  /** The addresses of a trunk's gateways, as far as this node knows them. */
  public List<String> gateways(Sid trunk) {
    return now().trunks().stream()
        .filter(it -> it.sid().equals(trunk))
        .flatMap(it -> it.gateways().stream().map(Gateway::address))
        .toList();
  }

  /** Of what has been changed nothing old is told. */
  void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) Changes.Changed change) {
    Class<?> kind = change.kind();
    if (kind == TrunkEntry.class
        || kind == GatewayEntry.class
        || kind == RouteEntry.class
        || kind == Account.class) {
      ofAccounts.forget((key, routes) -> true);
    }
  }
}
