package org.jackfield.media.service;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jackfield.media.MediaEngine;
import org.jackfield.media.rtp.EngineSettings;
import org.jackfield.media.rtp.RtpEngine;

/**
 * The engine of a node, as its operator set it: {@code jackfield.rtp.address} (the server's own
 * unless set), {@code jackfield.rtp.advertised} (what peers are told, for NAT) and {@code
 * jackfield.rtp.ports}, e.g. {@code 21000-31999}.
 */
@Dependent
class EngineProducer {

  @Produces
  @ApplicationScoped
  MediaEngine engine() throws UnknownHostException {
    String address =
        System.getProperty(
            "jackfield.rtp.address", System.getProperty("jboss.bind.address", "127.0.0.1"));
    EngineSettings usual = EngineSettings.at(InetAddress.getByName(address));
    EngineSettings settings =
        usual.withAdvertised(
            InetAddress.getByName(System.getProperty("jackfield.rtp.advertised", address)));
    String ports = System.getProperty("jackfield.rtp.ports", "");
    if (ports.isBlank()) {
      return new RtpEngine(settings);
    }
    if (!ports.matches("[0-9]{4,5}-[0-9]{4,5}")) {
      throw new IllegalArgumentException(
          "jackfield.rtp.ports is a range such as 21000-31999, not " + ports);
    }
    String[] ends = ports.split("-");
    return new RtpEngine(settings.withPorts(Integer.parseInt(ends[0]), Integer.parseInt(ends[1])));
  }

  void close(@Disposes MediaEngine engine) {
    ((RtpEngine) engine).close();
  }
}
