package org.jackfield.sip.container;

import java.util.List;
import java.util.Optional;

/**
 * What holds for the whole SIP server.
 *
 * @param workers threads that process received messages; the messages of one call stay on one
 * @param admission when new calls are refused
 * @param bans who is shut out
 * @param outboundProxy where every initial request out of this server is sent first
 * @param t1Millis RFC 3261 section 17.1.1.1, estimate of the round trip
 * @param t2Millis longest pause between retransmissions
 * @param t4Millis longest time a message stays in the network
 * @param datagramLimit bytes above which a request for UDP goes by TCP, RFC 3261 section 18.1.1
 * @param maxMessageSize bytes of the largest message accepted on a stream transport or WebSocket
 * @param sessionTimeoutMinutes life of an application session whose application declares none; 0
 *     for no end
 * @param dnsServers IP addresses, asked in this order for the servers of a domain (RFC 3263); the
 *     system's own where there are none
 */
public record ServerSettings(
    int workers,
    AdmissionSettings admission,
    BanSettings bans,
    Optional<Endpoint> outboundProxy,
    int t1Millis,
    int t2Millis,
    int t4Millis,
    int datagramLimit,
    int maxMessageSize,
    int sessionTimeoutMinutes,
    List<Endpoint> dnsServers) {
  public static final ServerSettings DEFAULT =
      new ServerSettings(
          Math.max(4, Runtime.getRuntime().availableProcessors()),
          AdmissionSettings.DEFAULT,
          BanSettings.DEFAULT,
          Optional.empty(),
          500,
          4000,
          5000,
          1300,
          65_536,
          3,
          List.of());

  public ServerSettings {
    dnsServers = List.copyOf(dnsServers);
    if (workers < 1 || workers > 1024) {
      throw new IllegalArgumentException("Workers are 1 to 1024, not " + workers);
    }
    dnsServers.stream()
        .filter(server -> !server.isAddress())
        .findFirst()
        .ifPresent(server -> {
          throw new IllegalArgumentException(
              "A DNS server is named by its IP address, not '" + server.host() + "'");
        });
    if (t1Millis < 1 || t2Millis < t1Millis || t4Millis < 1) {
      throw new IllegalArgumentException(
          "SIP timers are above 0, and T2 is not below T1: t1 would be %d, t2 %d, t4 %d"
              .formatted(t1Millis, t2Millis, t4Millis));
    }
  }
}
