package org.jackfield.sip;

import jakarta.servlet.sip.SipServletRequest;
import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * Tells the server how those behave who send it requests: a source that fails too often is banned
 * for a time, and its packets are dropped before anybody reads them.
 *
 * <p>A request that has not come over the network, and one of a source that the operator trusts,
 * count for nothing. Any thread may enter, also after the request has been answered; nothing here
 * waits.
 *
 * <p>Obtained by {@code @Inject} or {@code @Resource}, or from the servlet context under {@link
 * #ATTRIBUTE}.
 */
public interface Visitors {
  /** Name of the servlet context attribute. */
  String ATTRIBUTE = "org.jackfield.sip.Visitors";

  /** What somebody did wrong. */
  enum Failure {
    /**
     * Wrong credentials in answer to a challenge that was given to this very address. Only for
     * those: the challenge proves that the sender has the address, which a datagram alone does not.
     */
    LOGIN,
    /** A user, number or domain that does not exist, or that the sender may not call. */
    UNKNOWN
  }

  /** Counts against the source of this request. */
  void failed(SipServletRequest request, Failure failure);

  /** The same by its address alone, which but for {@link Failure#LOGIN} may be forged. */
  void failed(InetAddress source, Failure failure);

  /**
   * The sender of this request has proved who it is. Its address may now fail far more often before
   * it is banned: others may share it.
   */
  void succeeded(SipServletRequest request);

  /** The same by its address. */
  void succeeded(InetAddress source);

  /**
   * Names those whom this application expects, such as its trunks: they are answered OPTIONS, and
   * no datagram that may be forged has them banned. Replaces what the application said before.
   *
   * @param expected asked by receiving threads: must not wait
   */
  void expect(Predicate<InetAddress> expected);
}
