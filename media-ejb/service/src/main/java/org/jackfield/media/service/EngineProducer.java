package org.jackfield.media.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.jackfield.media.MediaEngine;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.rtp.EngineSettings;
import org.jackfield.media.rtp.RtpEngine;
import org.jackfield.media.sdp.Protection;
import org.jackfield.network.OwnAddress;

/**
 * The engine of a node, as its operator set it: {@code jackfield.rtp.address} (the server's own
 * unless set), {@code jackfield.rtp.advertised} (what peers are told, for NAT, e.g. {@code
 * 203.0.113.7,10.1.0.5=10.1.0.5}), {@code jackfield.rtp.ports}, e.g. {@code 21000-31999}, {@code
 * jackfield.rtp.codecs}, the dearest first, e.g. {@code G722,PCMU,PCMA}, and {@code
 * jackfield.rtp.srtp}: {@code off}, {@code offered} or {@code required}.
 */
@Dependent
class EngineProducer {

  @Produces
  @ApplicationScoped
  MediaEngine engine() throws UnknownHostException {
    return new RtpEngine(settings(System.getProperties()));
  }

  static EngineSettings settings(Properties of) throws UnknownHostException {
    String address =
        of.getProperty("jackfield.rtp.address", of.getProperty("jboss.bind.address", "127.0.0.1"));
    EngineSettings settings =
        advertising(
            EngineSettings.at(InetAddress.getByName(address)),
            of.getProperty("jackfield.rtp.advertised", ""));
    String codecs = of.getProperty("jackfield.rtp.codecs", "");
    String ports = of.getProperty("jackfield.rtp.ports", "");
    settings = settings.withProtection(protection(of.getProperty("jackfield.rtp.srtp", "off")));
    settings = codecs.isBlank() ? settings : settings.withCodecs(codecs(codecs));
    return ports.isBlank() ? settings : withPorts(settings, ports);
  }

  /** One for all, and others for those who are met at some address of the server. */
  private static EngineSettings advertising(EngineSettings settings, String text)
      throws UnknownHostException {
    InetAddress usual = settings.bind();
    Map<String, InetAddress> at = new HashMap<>();
    for (String word : text.strip().split("[ ,]+", -1)) {
      String[] sides = word.split("=", 2);
      if (sides.length == 2) {
        at.put(
            InetAddress.getByName(sides[0]).getHostAddress(),
            reachable(InetAddress.getByName(sides[1])));
      } else if (!word.isEmpty()) {
        usual = InetAddress.getByName(word);
      }
    }
    return settings.withAdvertised(reachable(usual), at);
  }

  /** All addresses of a host are none that a peer could send to: 0.0.0.0 would be a hold. */
  private static InetAddress reachable(InetAddress address) {
    return address.isAnyLocalAddress() ? OwnAddress.reachable() : address;
  }

  private static List<Codec> codecs(String names) {
    return Stream.of(names.split(",")).map(String::strip).map(EngineProducer::codec).toList();
  }

  private static Codec codec(String name) {
    return Stream.of(Codec.values())
        .filter(codec -> codec.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "jackfield.rtp.codecs is a list such as G722,PCMU,PCMA of "
                    + List.of(Codec.values())
                    + "; "
                    + name
                    + " is none"));
  }

  private static Protection protection(String name) {
    return Stream.of(Protection.values())
        .filter(one -> one.name().equalsIgnoreCase(name.strip()))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "jackfield.rtp.srtp is off, offered or required, not " + name));
  }

  private static EngineSettings withPorts(EngineSettings settings, String ports) {
    if (!ports.matches("[0-9]{4,5}-[0-9]{4,5}")) {
      throw new IllegalArgumentException(
          "jackfield.rtp.ports is a range such as 21000-31999, not " + ports);
    }
    String[] ends = ports.split("-");
    return settings.withPorts(Integer.parseInt(ends[0]), Integer.parseInt(ends[1]));
  }

  void close(@Disposes MediaEngine engine) {
    ((RtpEngine) engine).close();
  }
}
