package org.jackfield.router.sip;

import jakarta.servlet.sip.Address;
import jakarta.servlet.sip.ServletParseException;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipServletRequest;
import jakarta.servlet.sip.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.call.CallFacts;
import org.jackfield.call.CallRefused;
import org.jackfield.call.Calls.Credentials;
import org.jackfield.call.Ceiling;
import org.jackfield.call.Ceilings;
import org.jackfield.call.Direction;
import org.jackfield.interpreter.Inbox;
import org.jackfield.interpreter.Line;
import org.jackfield.interpreter.Signaling;
import org.jackfield.media.MediaEngine;
import org.jackfield.media.MediaRefused;
import org.jackfield.media.MediaSession;
import org.jackfield.media.SoundPolicy;
import org.jackfield.registration.Binding;
import org.jackfield.registration.Locations;
import org.jackfield.trunk.NumberRule;
import org.jackfield.trunk.Trunk;
import org.jackfield.trunk.TrunkBoard.Choice;

/** Places calls by SIP. Any thread. */
final class SipSignaling implements Signaling {

  private final SipFactory factory;
  private final Equipment equipment;
  private final MediaEngine engine;
  private final RouterSettings settings;
  private final CalledUsers users;
  private final Locations locations;
  private final Trunking trunking;
  private final Ceilings ceilings;
  private final NumberRule.Plans plans;

  SipSignaling(
      SipFactory factory,
      Equipment equipment,
      MediaEngine engine,
      RouterSettings settings,
      CalledUsers users,
      Locations locations,
      Trunking trunking,
      Ceilings ceilings,
      NumberRule.Plans plans) {
    this.factory = factory;
    this.equipment = equipment;
    this.engine = engine;
    this.settings = settings;
    this.users = users;
    this.locations = locations;
    this.trunking = trunking;
    this.ceilings = ceilings;
    this.plans = plans;
  }

  @Override
  public Line place(CallFacts facts, Outward outward, Inbox inbox) throws CallRefused {
    Optional<CalledUsers.User> user = users.of(facts);
    String number = user.isPresent() ? "" : number(facts);
    List<Choice> choices = user.isPresent() ? List.of() : choices(facts, number);
    String target =
        user.isPresent()
            ? user.get().address()
            : choices.isEmpty() ? target(facts.to()) : facts.to();
    if (user.filter(called -> called.steps().isEmpty()).isPresent()) {
      return new AbsentLine(inbox, sound(inbox, choices), equipment.clock());
    }
    SipApplicationSession application = factory.createApplicationSession();
    try {
      application.setExpires(0);
      application.setInvalidateWhenReady(true);
      List<List<Way>> plan = new ArrayList<>();
      for (Choice choice : choices) {
        plan.add(List.of(byTrunk(application, choice, facts, number, outward)));
      }
      if (plan.isEmpty()) {
        Caller caller = caller(application, facts, target);
        plan.addAll(
            user.isPresent()
                ? phones(user.get(), caller)
                : List.of(List.of(new AddressWay(caller, factory.createURI(target), outward))));
      }
      return line(plan, inbox, sound(inbox, choices), outward);
    } catch (ServletParseException e) {
      application.invalidate();
      throw new CallRefused(13224, "No address that can be called: " + facts.to());
    } catch (CallRefused | RuntimeException e) {
      application.invalidate();
      throw e;
    }
  }

  private Line line(List<List<Way>> plan, Inbox inbox, MediaSession sound, Outward outward) {
    try {
      OutgoingLine line = OutgoingLine.of(plan, equipment, inbox, sound, outward);
      line.begin();
      return line;
    } catch (RuntimeException e) {
      sound.close();
      throw e;
    }
  }

  /**
   * Where a number is called; nothing where no trunk leads there, and for an address, unless it is
   * at a trunk's host: that is a number in other words, and goes the same way.
   */
  private List<Choice> choices(CallFacts facts, String number) throws CallRefused {
    if (facts.to().startsWith("client:")) {
      return List.of();
    }
    List<Choice> all;
    if (isAddress(facts.to())) {
      URI address = uri(facts.to());
      if (!trunking.isAtTrunk(address)) {
        return List.of();
      }
      all =
          trunking.choices(number, facts.accountSid()).stream()
              .filter(choice -> trunking.hold(choice.run().trunk(), address))
              .toList();
      if (number.isEmpty() || all.isEmpty()) {
        throw new CallRefused(
            13224, "The host is a trunk's, which is not the account's way to " + facts.to());
      }
    } else {
      all = trunking.choices(number, facts.accountSid());
    }
    return allowed(all, facts, number);
  }

  /**
   * What a customer's trunk makes of a number has to be allowed, too. What the operator's does is
   * the operator's to know.
   */
  private List<Choice> allowed(List<Choice> all, CallFacts facts, String number)
      throws CallRefused {
    if (all.isEmpty()) {
      return all;
    }
    Ceiling ceiling = ceilings.of(facts.accountSid());
    List<Choice> allowed =
        all.stream()
            .filter(choice -> ceiling.allows(number))
            .filter(choice -> {
              Trunk trunk = choice.run().trunk();
              return trunk.byOperator() || ceiling.allows(trunk.numbers().called(number, plans));
            })
            .toList();
    if (allowed.isEmpty()) {
      throw new CallRefused(
          facts.direction() == Direction.OUTBOUND_API ? 21215 : 13227,
          "The account is not allowed to call what its trunk makes of " + facts.to());
    }
    return allowed;
  }

  private URI uri(String address) throws CallRefused {
    try {
      return factory.createURI(address);
    } catch (ServletParseException e) {
      throw new CallRefused(13224, "No address that can be called: " + address);
    }
  }

  /** The number that is called, also where it is written as an address. */
  private String number(CallFacts facts) throws CallRefused {
    return isAddress(facts.to()) ? PhoneAddress.dialled(uri(facts.to())) : facts.to();
  }

  private Way byTrunk(
      SipApplicationSession application,
      Choice choice,
      CallFacts facts,
      String number,
      Outward outward)
      throws ServletParseException {
    return new TrunkWay(
        factory, application, choice, facts, number, outward, trunking, settings.domain());
  }

  /** What is offered first: what holds of who is asked first. */
  private MediaSession sound(Inbox inbox, List<Choice> choices) throws CallRefused {
    try {
      return choices.isEmpty()
          ? engine.offer(inbox)
          : engine.offer(inbox, choices.getFirst().run().trunk().outward().sound());
    } catch (MediaRefused e) {
      throw new CallRefused(20429, "No port is left for the sound of another call");
    }
  }

  private List<List<Way>> phones(CalledUsers.User user, Caller caller)
      throws ServletParseException {
    List<List<Way>> plan = new ArrayList<>();
    for (List<Binding> step : user.steps()) {
      List<Way> ways = new ArrayList<>();
      for (Binding phone : step) {
        ways.add(way(phone, caller, user.sound()));
      }
      plan.add(ways);
    }
    return plan;
  }

  private Way way(Binding phone, Caller caller, SoundPolicy sound) throws ServletParseException {
    List<Address> path = new ArrayList<>();
    for (String proxy : phone.path()) {
      path.add(factory.createAddress(proxy));
    }
    return new PhoneWay(
        phone,
        factory.createURI(phone.contact().uri()),
        path,
        to -> inviting(caller, to),
        this::isGateway,
        locations,
        sound);
  }

  private SipServletRequest inviting(Caller caller, URI to) {
    SipServletRequest invite =
        factory.createRequest(caller.application(), "INVITE", caller.from(), caller.to());
    invite.setRequestURI(to);
    return invite;
  }

  private Caller caller(SipApplicationSession application, CallFacts facts, String target)
      throws ServletParseException {
    return new Caller(
        application,
        factory.createAddress(caller(facts.from())),
        // As a To it has no parameters (RFC 3261 section 20.39)
        factory.createAddress(bare(target)),
        // Whoever is dialled for a caller may be dialled as a caller whom nobody has checked
        facts.direction() == Direction.OUTBOUND_API,
        !isAddress(facts.to()));
  }

  /** Who calls whom, whichever way it goes. */
  private record Caller(
      SipApplicationSession application,
      Address from,
      Address to,
      boolean isKnown,
      boolean byNumber) {}

  /** To an address as the application gave it, or to the gateway that numbers are called at. */
  private final class AddressWay implements Way {

    private final Caller caller;
    private final URI target;
    private final Outward outward;

    AddressWay(Caller caller, URI target, Outward outward) {
      this.caller = caller;
      this.target = target;
      this.outward = outward;
    }

    @Override
    public URI target() {
      return target;
    }

    /**
     * Nobody who is called sends a call on to the operator's gateway: that is what fraud lives by.
     * But for the gateway itself, where a number was dialled.
     */
    @Override
    public SipServletRequest invite(URI to) {
      if (isGateway(to) && !caller.byNumber() && !to.equals(target)) {
        throw new IllegalArgumentException("A call is not sent on to the gateway");
      }
      return inviting(caller, to);
    }

    @Override
    public void dress(SipServletRequest invite) {
      if (caller.isKnown() && isGateway(invite.getRequestURI())) {
        // The operator's own way out may know who calls, where we know it ourselves (RFC 3325)
        invite.setHeader(CallerIdentity.ASSERTED, "<" + caller.from().getURI() + ">");
      }
    }

    @Override
    public Optional<Credentials> credentials() {
      return outward.credentials();
    }
  }

  private String target(String to) throws CallRefused {
    if (isAddress(to)) {
      return to;
    }
    Optional<String> gateway = settings.gateway();
    if (gateway.isEmpty()) {
      throw new CallRefused(13224, "No trunk and no gateway leads to the number " + to);
    }
    int scheme = gateway.get().indexOf(':') + 1;
    return gateway.get().substring(0, scheme) + to + "@" + gateway.get().substring(scheme);
  }

  private boolean isGateway(URI target) {
    return trunking.hold(target);
  }

  private String caller(String from) {
    if (from.startsWith("sip:") || from.startsWith("sips:")) {
      return bare(from);
    }
    return "sip:" + PhoneAddress.user(from) + "@" + settings.domain();
  }

  private static boolean isAddress(String to) {
    return to.startsWith("sip:") || to.startsWith("sips:");
  }

  private static String bare(String address) {
    return address.split("[;?]", 2)[0];
  }
}
