package org.jackfield.router.sip;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.interpreter.Signaling;
import org.jackfield.media.MediaSession;
import org.jackfield.trunk.GatewayHealth;
import org.jackfield.trunk.HeaderRule;
import org.jackfield.trunk.Trunk;
import org.jackfield.trunk.TrunkBoard.Choice;
import org.jackfield.trunk.TrunkLoad.Channel;
import org.jspecify.annotations.Nullable;

/** To a number, by a gateway of a trunk. */
final class TrunkWay implements Way {

  private final SipFactory factory;
  private final SipApplicationSession application;
  private final Choice choice;
  private final CallFacts facts;
  private final Signaling.Outward outward;
  private final Trunking trunking;
  private final TrunkCaller caller;
  private final URI target;
  private final Address from;
  private final Address to;
  private Optional<Duration> rest = Optional.empty();
  // Given back on any thread
  private volatile @Nullable Channel channel;

  /**
   * A way by a gateway.
   *
   * @param called the number
   * @throws ServletParseException if there can be no such number
   */
  TrunkWay(
      SipFactory factory,
      SipApplicationSession application,
      Choice choice,
      CallFacts facts,
      String called,
      Signaling.Outward outward,
      Trunking trunking,
      String domain)
      throws ServletParseException {
    this.factory = factory;
    this.application = application;
    this.choice = choice;
    this.facts = facts;
    this.outward = outward;
    this.trunking = trunking;
    String number = trunk().numbers().outward(called);
    caller = TrunkCaller.of(facts, trunk().outward(), domain);
    target = factory.createURI(choice.gateway().uri(number));
    from = factory.createAddress(caller.from());
    to = factory.createAddress("sip:" + number + "@" + choice.gateway().host());
  }

  private Trunk trunk() {
    return choice.run().trunk();
  }

  @Override
  public URI target() {
    return target;
  }

  /** Another trunk is no place that a gateway sends a call on to. */
  @Override
  public SipServletRequest invite(URI where) {
    if (!where.equals(target) && trunking.hold(where) && !isHere(where)) {
      throw new IllegalArgumentException("A call is not sent on to another trunk");
    }
    SipServletRequest invite = factory.createRequest(application, "INVITE", from, to);
    invite.setRequestURI(where);
    return invite;
  }

  private boolean isHere(URI where) {
    return where.equals(target) || trunking.hold(trunk(), where);
  }

  /** Only the provider is told who calls; whoever it has sent the call on to is not. */
  @Override
  public void dress(SipServletRequest invite) {
    if (!isHere(invite.getRequestURI())) {
      return;
    }
    caller.headers().forEach(invite::setHeader);
    Map<String, String> headers = new LinkedHashMap<>();
    outward.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
    Map<String, String> given = Map.copyOf(headers);
    HeaderRule.apply(
        trunk().outward().headers(),
        headers,
        Map.of("to", facts.to(), "from", facts.from(), "call", facts.sid().value()));
    given.keySet().stream().filter(it -> !headers.containsKey(it)).forEach(invite::removeHeader);
    headers.forEach(invite::setHeader);
  }

  @Override
  public String offer(MediaSession sound) {
    return sound.offer(trunk().outward().sound());
  }

  @Override
  public Optional<Credentials> credentials() {
    return trunk().outward().login().or(outward::credentials);
  }

  /** Whom we reach by a provider could ask for its password, too, and is no realm of its. */
  @Override
  public boolean isForRealms() {
    return trunk().outward().login().isPresent();
  }

  @Override
  public Optional<Duration> patience() {
    return Optional.of(trunk().outward().patience());
  }

  /** What a gateway says of itself, and not of the called. */
  @Override
  public boolean isLastWord(int status) {
    return switch (status) {
      case 401, 407, 408, 500, 502, 503, 504 -> false;
      default -> true;
    };
  }

  @Override
  public boolean taken() {
    Optional<Channel> taken = choice.run().load().out();
    channel = taken.orElse(null);
    return taken.isPresent();
  }

  @Override
  public void rest(Duration asked) {
    rest = Optional.of(asked);
  }

  @Override
  public void said(int status) {
    GatewayHealth health = choice.run().health(choice.gateway());
    switch (status) {
      case 408 -> health.failed("no answer", rest);
      case 503 -> health.failed("503", rest);
      case 500, 502, 504 -> {
        // It may be of this number alone, unless it says how long
        if (rest.isPresent()) {
          health.failed(Integer.toString(status), rest);
        }
      }
      case 487 -> {}
      default -> health.alive();
    }
  }

  @Override
  public void left() {
    Channel open = channel;
    if (open != null) {
      open.close();
    }
  }
}
