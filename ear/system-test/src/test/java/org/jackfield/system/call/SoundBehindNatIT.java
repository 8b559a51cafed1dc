package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.call.WebApplication.Request;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A phone behind an address translator: its session description names an address of its own house,
 * and its sound comes from where its signalling does.
 */
class SoundBehindNatIT {

  private static final String NUMBER = "+15550103";
  private static final String STRANGER = "127.0.0.9";
  private static final short[] MENU = Wav.sweep(300, 3_000, 2);
  private static final String[] OFFER = {
    "Content-Type: application/sdp",
    "",
    "v=0",
    "o=- 1 1 IN IP4 10.9.8.7",
    "s=-",
    "c=IN IP4 10.9.8.7",
    "t=0 0",
    "m=audio 40000 RTP/AVP 0 101",
    "a=rtpmap:101 telephone-event/8000",
    ""
  };

  @TempDir Path folder;

  @Test
  void isHeardWhereItsSignallingComesFromAndAStrangerIsNot() throws Exception {
    VoiceServer server = VoiceServer.shared();
    try (WebApplication application = WebApplication.of(server, folder);
        Phone phone = Phone.udp(server.server().sipPort())) {
      application
          .with("menu.wav", Wav.file(MENU))
          .with(
              "menu.xml",
              "<Response><Gather numDigits=\"1\" action=\"/key.xml\"><Play loop=\"0\">%s</Play></Gather></Response>"
                  .formatted(application.address("menu.wav")))
          .with("key.xml", "<Response><Hangup/></Response>");
      server.number(NUMBER, application.address("menu.xml"));

      Dialog call = phone.dialog(server.sip(NUMBER));
      Message invite = call.send("INVITE", OFFER);
      call.expect(180, invite);
      Message answer = call.expect(200, invite);
      call.ack(answer);
      try (RtpPhone sound = new RtpPhone("127.0.0.1", port(answer));
          RtpPhone stranger = new RtpPhone(STRANGER, port(answer))) {
        intrudes(stranger);
        Await.until(
            "the menu is heard",
            Duration.ofSeconds(20),
            () -> {
              sound.speak(1);
              return sound.heard().length > 0;
            });
        intrudes(stranger);
        Await.until(
            "the menu is heard twice",
            Duration.ofSeconds(20),
            () -> sound.heard().length > 2 * MENU.length);
        sound.press(5);

        Request key = application.await("key.xml");
        call.answer(call.expect("BYE"), 200);
        assertThat(key.parameter("Digits")).isEqualTo("5");
        assertThat(Wav.found(middle(MENU), sound.heard())).isGreaterThan(0.99);
        assertThat(stranger.heard()).as("what the stranger got").isEmpty();
      }
      assertThat(application.requests())
          .filteredOn(request -> URI.create(request.path()).getPath().equals("/key.xml"))
          .hasSize(1);
    }
  }

  /** More than enough to be believed, if it came from the right place. */
  private static void intrudes(RtpPhone stranger) throws Exception {
    stranger.speak(20);
    for (int i = 0; i < 5; i++) {
      stranger.press(9);
    }
  }

  private static int port(Message answer) {
    Matcher media = Pattern.compile("m=audio (\\d+)").matcher(answer.body());
    assertThat(media.find()).as(answer.body()).isTrue();
    return Integer.parseInt(media.group(1));
  }

  private static short[] middle(short[] sound) {
    return Arrays.copyOfRange(sound, sound.length / 5, sound.length * 4 / 5);
  }
}
