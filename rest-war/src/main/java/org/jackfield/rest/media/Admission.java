package org.jackfield.rest.media;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jackfield.account.Doorkeeper;
import org.jackfield.call.Directory;
import org.jackfield.call.Sid;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaFailure;

/**
 * Says for which account somebody may ask for an address: the router on this host for any, others
 * with credentials for their own, or by a signature. Any thread.
 */
final class Admission {

  private static final MediaFailure CLOSED =
      new MediaFailure(
          11100,
          "Media addresses want an account's credentials or a signature, unless they are asked for"
              + " on this host or jackfield.media.open is true");
  private static final MediaFailure EXPIRED =
      new MediaFailure(11100, "The signature of this address has expired");
  private static final MediaFailure NOT_FOUND =
      new MediaFailure(20404, "There is no such address for this account");
  private static final List<String> OURS = List.of("account", "expires", "signature");

  private final Directory directory;
  private final Doorkeeper doorkeeper;
  private final boolean open;

  Admission(Directory directory, Doorkeeper doorkeeper, boolean open) {
    this.directory = directory;
    this.doorkeeper = doorkeeper;
    this.open = open;
  }

  /**
   * Where a request comes from.
   *
   * @param remote the address of the connection
   * @param proxied whether somebody asks for somebody else
   * @param authorization the header of that name
   */
  record Origin(String remote, boolean proxied, Optional<String> authorization) {

    boolean isThisHost() {
      return !proxied
          && (remote.startsWith("127.")
              || remote.equals("::1")
              || remote.equals("0:0:0:0:0:0:0:1"));
    }
  }

  /** What becomes of a request. */
  sealed interface Verdict {}

  /** It is allowed for an account; empty where only what is everybody's was asked for. */
  record Admitted(String account) implements Verdict {}

  /** It is not. */
  record Refused(MediaFailure failure, int status) implements Verdict {}

  /** The parameters that make the address, each given once. */
  static Map<String, String> ofAddress(Map<String, List<String>> given) {
    Map<String, String> parameters = once(given);
    parameters.keySet().removeAll(OURS);
    return parameters;
  }

  private static Map<String, String> once(Map<String, List<String>> given) {
    Map<String, String> parameters = new TreeMap<>();
    for (Map.Entry<String, List<String>> parameter : given.entrySet()) {
      if (parameter.getValue().size() != 1) {
        throw new IllegalArgumentException("'" + parameter.getKey() + "' is given twice");
      }
      parameters.put(parameter.getKey(), parameter.getValue().getFirst());
    }
    return parameters;
  }

  /**
   * Decides.
   *
   * @param address what is asked for, nothing where it is not known yet
   * @param given all parameters
   */
  Verdict of(
      Optional<MediaAddress> address, Map<String, List<String>> given, Origin origin, Instant now) {
    Map<String, String> parameters = once(given);
    Optional<String> account = Optional.ofNullable(parameters.get("account"));
    if (origin.authorization().isPresent()) {
      return byPassword(account, origin.authorization().get());
    }
    String signature = parameters.getOrDefault("signature", "");
    if (!signature.isEmpty() && address.isPresent()) {
      return bySignature(
          address.get(),
          account.orElse(""),
          parameters.getOrDefault("expires", ""),
          signature,
          now);
    }
    return open || origin.isThisHost()
        ? new Admitted(account.orElse(""))
        : new Refused(CLOSED, 403);
  }

  private Verdict bySignature(
      MediaAddress address, String account, String expires, String signature, Instant now) {
    Optional<String> token =
        Sid.isOne("AC", account)
            ? directory.account(new Sid(account)).map(Directory.Account::signingToken)
            : Optional.empty();
    if (token.isEmpty()) {
      return new Refused(NOT_FOUND, 404);
    }
    return switch (SignedAddress.check(address, account, expires, signature, token.get(), now)) {
      case VALID -> new Admitted(account);
      case EXPIRED -> new Refused(EXPIRED, 403);
      case WRONG -> new Refused(NOT_FOUND, 404);
    };
  }

  private Verdict byPassword(Optional<String> account, String authorization) {
    List<String> pair = pair(authorization);
    Optional<Doorkeeper.Visitor> visitor =
        pair.size() == 2
            ? doorkeeper.recognise(pair.get(0), pair.get(1)).filter(Doorkeeper.Visitor::active)
            : Optional.empty();
    if (visitor.isEmpty()) {
      return new Refused(new MediaFailure(20003, "Authenticate"), 401);
    }
    String wanted = account.orElse(visitor.get().account().value());
    return Sid.isOne("AC", wanted) && doorkeeper.mayEnter(visitor.get(), new Sid(wanted))
        ? new Admitted(wanted)
        : new Refused(NOT_FOUND, 404);
  }

  private static List<String> pair(String authorization) {
    if (!authorization.regionMatches(true, 0, "basic ", 0, 6)) {
      return List.of();
    }
    try {
      String text =
          new String(
              Base64.getDecoder().decode(authorization.substring(6).strip()),
              StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return colon < 0
          ? List.of()
          : new ArrayList<>(List.of(text.substring(0, colon), text.substring(colon + 1)));
    } catch (IllegalArgumentException noBase64) {
      return List.of();
    }
  }
}
