package org.jackfield.sip.container.core.transport;

import static java.nio.charset.StandardCharsets.UTF_8;

import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPServerTransaction;
import java.text.ParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import javax.sip.message.Request;

/**
 * What a server answers by itself before it asks any application: RFC 3261 sections 8.2.2 and 9.2.
 * Any thread may enter.
 */
final class Inspection {
  /** {@code urn} is how an emergency is called, RFC 5031. */
  private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel", "urn");

  private static final Refusal UNKNOWN_SCHEME = new Refusal(416, "Unsupported URI Scheme");
  private static final Refusal NOTHING_TO_CANCEL =
      new Refusal(481, "Call/Transaction Does Not Exist");
  private static final Refusal MERGED = new Refusal(482, "Loop Detected");

  private final JainStack stack;

  Inspection(JainStack stack) {
    this.stack = stack;
  }

  /** An answer that needs no transaction: it is the same each time the request comes again. */
  record Refusal(int status, String phrase) {}

  /** Looks at a request that came from the network. */
  Optional<Refusal> refusal(SIPRequest request) {
    if (!SCHEMES.contains(request.getRequestURI().getScheme().toLowerCase(Locale.ROOT))) {
      return Optional.of(UNKNOWN_SCHEME);
    }
    return switch (request.getMethod()) {
      case Request.CANCEL -> cancelsNothing(request) ? Optional.of(NOTHING_TO_CANCEL) : none();
      case Request.INVITE -> isMerged(request) ? Optional.of(MERGED) : none();
      default -> none();
    };
  }

  private static Optional<Refusal> none() {
    return Optional.empty();
  }

  /** A CANCEL that has been answered and comes again belongs to its own transaction. */
  private boolean cancelsNothing(SIPRequest cancel) {
    return stack.findCancelTransaction(cancel, true) == null
        && stack.findTransaction(cancel, true) == null;
  }

  /**
   * RFC 3261 section 8.2.2.2: a fork before us has sent the same request by two ways. What has been
   * here before is no such thing but a spiral, section 16.3 step 4: an application that proxies may
   * lead to another one here.
   */
  private boolean isMerged(SIPRequest invite) {
    return invite.getToTag() == null
        && stack.findTransaction(invite, true) == null
        && stack.findMergedTransaction(invite)
        && !hasBeenHere(invite);
  }

  private boolean hasBeenHere(SIPRequest request) {
    return request.getViaHeaders().stream()
        .anyMatch(via -> stack.isUs(via.getHost(), via.getPort()));
  }

  /** Remembers what the request may be merged with while its transaction lives. */
  void began(SIPServerTransaction transaction, SIPRequest request) {
    if (request.getMethod().equals(Request.INVITE) && request.getToTag() == null) {
      stack.putInMergeTable(transaction, request);
    }
  }

  /**
   * RFC 3261 section 8.2.6.2: a refusal has a To tag, which the core leaves out where it knows no
   * dialog. It is the same each time.
   */
  static void tag(SIPResponse response) {
    if (response.getStatusCode() >= 300 && response.getTo() instanceof To to && !to.hasTag()) {
      CRC32 sum = new CRC32();
      sum.update(response.getTransactionId().getBytes(UTF_8));
      try {
        to.setTag("jf-" + Long.toHexString(sum.getValue()));
      } catch (ParseException e) {
        throw new IllegalStateException("To cannot take a tag", e);
      }
    }
  }
}
