package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.net.InetAddress;
import java.util.Properties;
import org.jackfield.media.codec.Codec;
import org.jackfield.media.rtp.EngineSettings;
import org.jackfield.media.sdp.Protection;
import org.junit.jupiter.api.Test;

class EngineProducerTest {

  private static EngineSettings settings(String... namesAndValues) throws Exception {
    Properties properties = new Properties();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
    }
    return EngineProducer.settings(properties);
  }

  @Test
  void speaksG711AtTheServersAddressUnlessToldOtherwise() throws Exception {
    EngineSettings settings = settings("jboss.bind.address", "127.0.0.5");
    assertThat(settings.bind().getHostAddress()).isEqualTo("127.0.0.5");
    assertThat(settings.advertised()).isEqualTo(settings.bind());
    assertThat(settings.codecs()).containsExactly(Codec.PCMU, Codec.PCMA);
    assertThat(settings.protection()).isEqualTo(Protection.OFF);
  }

  @Test
  void tellsPeersAnAddressThatTheyCanSendTo() throws Exception {
    EngineSettings settings = settings("jboss.bind.address", "0.0.0.0");
    assertThat(settings.bind().isAnyLocalAddress()).isTrue();
    assertThat(settings.advertised().isAnyLocalAddress()).isFalse();
  }

  @Test
  void takesWhatTheOperatorSets() throws Exception {
    EngineSettings settings =
        settings(
            "jackfield.rtp.address", "127.0.0.6",
            "jackfield.rtp.advertised", "192.0.2.1",
            "jackfield.rtp.codecs", "opus, G722,PCMU",
            "jackfield.rtp.srtp", "required",
            "jackfield.rtp.ports", "22000-22999");
    assertThat(settings.protection()).isEqualTo(Protection.REQUIRED);
    assertThat(settings.bind().getHostAddress()).isEqualTo("127.0.0.6");
    assertThat(settings.advertised().getHostAddress()).isEqualTo("192.0.2.1");
    assertThat(settings.codecs()).containsExactly(Codec.OPUS, Codec.G722, Codec.PCMU);
    assertThat(settings.firstPort()).isEqualTo(22_000);
    assertThat(settings.lastPort()).isEqualTo(22_999);
  }

  @Test
  void tellsPeersAnAddressByWhereTheyAreMet() throws Exception {
    EngineSettings settings =
        settings(
            "jboss.bind.address", "0.0.0.0",
            "jackfield.rtp.advertised", "192.0.2.1, 10.1.0.5=10.1.0.6");

    assertThat(settings.advertised().getHostAddress()).isEqualTo("192.0.2.1");
    assertThat(settings.advertisedAt())
        .containsExactly(entry("10.1.0.5", InetAddress.getByName("10.1.0.6")));
  }

  @Test
  void saysWhatWouldHaveBeenRight() {
    assertThatThrownBy(() -> settings("jackfield.rtp.codecs", "G729"))
        .hasMessageContaining("such as G722,PCMU,PCMA")
        .hasMessageContaining("G729 is none");
    assertThatThrownBy(() -> settings("jackfield.rtp.srtp", "maybe"))
        .hasMessage("jackfield.rtp.srtp is off, offered or required, not maybe");
    assertThatThrownBy(() -> settings("jackfield.rtp.ports", "many"))
        .hasMessageContaining("such as 21000-31999, not many");
  }
}
