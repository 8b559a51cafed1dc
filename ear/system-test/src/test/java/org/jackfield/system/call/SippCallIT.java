package org.jackfield.system.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jackfield.system.call.WebApplication.Request;
import org.jackfield.system.sip.Sipp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same walk by a caller who calls twice: what the first call left is there for the second. */
class SippCallIT {

  private static final String NUMBER = "+15550102";

  @TempDir Path folder;

  @Test
  void findsTheSoundAndTheCookieOfTheFirstCallInTheSecond() throws Exception {
    VoiceServer server = VoiceServer.shared();
    try (WebApplication application = WebApplication.of(server, folder)) {
      application
          .with("menu.wav", Wav.file(Wav.sweep(300, 3_000, 4)))
          .headers("menu.wav", "Cache-Control: max-age=600")
          .with(
              "menu.xml",
              "<Response><Gather numDigits=\"1\" action=\"/key.xml\"><Play>%s</Play></Gather></Response>"
                  .formatted(application.address("menu.wav")))
          .headers("menu.xml", "Set-Cookie: basket=apples; Path=/")
          .with("key.xml", "<Response><Hangup/></Response>");
      server.number(NUMBER, application.address("menu.xml"));

      Sipp.scenario("uac-key")
          .to(server.server().sipPort())
          .user(NUMBER)
          .calls(2)
          .with("-l", "1")
          .run()
          .mustSucceed();

      assertThat(asked(application, "menu.xml"))
          .extracting(request -> request.headers().getOrDefault("Cookie", ""))
          .containsExactly("", "basket=apples");
      assertThat(asked(application, "key.xml"))
          .extracting(request -> request.parameter("Digits"))
          .containsExactly("5", "5");
      assertThat(asked(application, "menu.wav")).as("the second is a hit").hasSize(1);
      for (Request request : asked(application, "menu.xml")) {
        server.awaitCall(request.parameter("CallSid"), "completed");
      }
    }
  }

  private static List<Request> asked(WebApplication application, String name) throws Exception {
    return application.requests().stream()
        .filter(request -> URI.create(request.path()).getPath().equals("/" + name))
        .toList();
  }
}
