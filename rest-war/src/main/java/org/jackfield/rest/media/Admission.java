package org.jackfield.rest.media;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jackfield.account.Doorkeeper;
import org.jackfield.call.Directory;
import org.jackfield.call.Sid;
import org.jackfield.media.LayerSecret;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaFailure;
import org.jackfield.media.MediaProperty;
import org.jackfield.rest.BasicCredentials;

/**
 * Says for which account somebody may ask for an address: a router that knows the server's secret
 * for any, others with credentials for their own, or by a signature. Where a request comes from
 * counts for nothing: there may be a proxy on this host. Any thread.
 */
final class Admission {

  private static final MediaFailure CLOSED =
      new MediaFailure(
          11100,
          "Media addresses want an account's credentials or a signature, unless"
              + " jackfield.media.open is true");
  private static final MediaFailure STRANGER =
      new MediaFailure(
          11100,
          "The router is not known here: it needs the same jackfield.media.secret as the media"
              + " layer, and a clock that is right");
  private static final MediaFailure EXPIRED =
      new MediaFailure(11100, "The signature of this address has expired");
  private static final MediaFailure NOT_FOUND =
      new MediaFailure(20404, "There is no such address for this account");
  private static final List<String> OURS = List.of("account", "expires", "signature");

  private final Directory directory;
  private final Doorkeeper doorkeeper;
  private final LayerSecret secret;
  private final boolean open;

  Admission(Directory directory, Doorkeeper doorkeeper, LayerSecret secret, boolean open) {
    this.directory = directory;
    this.doorkeeper = doorkeeper;
    this.secret = secret;
    this.open = open;
  }

  /** As the operator has set it. */
  static Admission ofSystem(Directory directory, Doorkeeper doorkeeper) {
    return new Admission(
        directory,
        doorkeeper,
        LayerSecret.ofSystem(),
        MediaProperty.find("jackfield.media.open").map(Boolean::parseBoolean).orElse(false));
  }

  /**
   * What a request brings with it.
   *
   * @param target path and query as they were sent
   * @param router the header by which routers are known
   * @param authorization the header of that name
   */
  record Origin(
      String method, String target, Optional<String> router, Optional<String> authorization) {

    static Origin of(HttpServletRequest request) {
      String query = request.getQueryString();
      return new Origin(
          request.getMethod(),
          request.getRequestURI() + (query == null ? "" : '?' + query),
          Optional.ofNullable(request.getHeader(LayerSecret.HEADER)),
          Optional.ofNullable(request.getHeader("Authorization")));
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

  /** Each parameter, where none is given twice. */
  static Map<String, String> once(Map<String, List<String>> given) {
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
    if (origin.router().isPresent()) {
      return secret.isRight(origin.method(), origin.target(), origin.router().get(), now)
          ? new Admitted(account.orElse(""))
          : new Refused(STRANGER, 403);
    }
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
    // Whoever brings nothing is nobody, and so has nothing of his own
    return open ? new Admitted("") : new Refused(CLOSED, 403);
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
    Optional<Doorkeeper.Visitor> visitor =
        BasicCredentials.of(authorization)
            .flatMap(said -> doorkeeper.recognise(said.user(), said.password()))
            .filter(Doorkeeper.Visitor::active);
    if (visitor.isEmpty()) {
      return new Refused(new MediaFailure(20003, "Authenticate"), 401);
    }
    String wanted = account.orElse(visitor.get().account().value());
    return Sid.isOne("AC", wanted) && doorkeeper.mayEnter(visitor.get(), new Sid(wanted))
        ? new Admitted(wanted)
        : new Refused(NOT_FOUND, 404);
  }
}
