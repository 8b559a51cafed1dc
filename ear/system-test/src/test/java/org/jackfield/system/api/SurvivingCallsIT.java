package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.call.Registration;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.Test;

/**
 * A call that somebody was told of is in the records, and a phone that has registered is called,
 * whatever happens to the server then.
 */
class SurvivingCallsIT {

  private static final Pattern SID = Pattern.compile("\"sid\":\"(CA[0-9a-f]{32})\"");

  @Test
  void knowsItsCallsAndPhonesOnceItHasBeenKilled() throws Exception {
    try (ApiServer server = ApiServer.alone("surviving", 1_000);
        Phone silent = Phone.udp(server.server().sipPort());
        RefusingPhone busy = new RefusingPhone();
        Phone registered = Phone.udp(server.server().sipPort())) {
      register(server, registered);
      List<String> made = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        made.add(call(server, silent.uri()));
        made.add(call(server, busy.uri()));
      }
      server.server().kill();
      server.server().startAgain();

      Await.until("all are known again", () -> listed(server).containsAll(made));
      assertThat(listed(server)).containsExactlyInAnyOrderElementsOf(made);

      call(server, "client:alice");
      Dialog rung = registered.awaits("INVITE");
      assertThat(rung.request().requestUri()).isEqualTo(registered.uri());
      rung.answer(486);
      rung.expect("ACK");
    }
  }

  private static void register(ApiServer server, Phone phone) {
    String sip = server.administrator.path() + "/SIP/";
    String domain =
        server.make(
            server.administrator,
            sip + "Domains.json",
            "DomainName=phones.example.com&SipRegistration=true");
    String list = server.make(server.administrator, sip + "CredentialLists.json", "FriendlyName=a");
    server.make(
        server.administrator,
        sip + "CredentialLists/" + list + "/Credentials.json",
        "Username=alice&Password=Telephone1234");
    server.make(
        server.administrator,
        sip + "Domains/" + domain + "/Auth/Registrations/CredentialListMappings.json",
        "CredentialListSid=" + list);
    assertThat(
            Registration.with(phone, "alice", "Telephone1234", "phones.example.com")
                .register("SHA-256")
                .status())
        .isEqualTo(200);
  }

  private static String call(ApiServer server, String to) {
    return server.make(
        server.administrator,
        server.administrator.path() + "/Calls.json",
        "From=%2B15550100&Twiml=%3CResponse%2F%3E&To=" + to);
  }

  private static List<String> listed(ApiServer server) {
    Matcher sid = SID.matcher(server.ask(server.administrator, "GET", "/Calls.json", ""));
    List<String> found = new ArrayList<>();
    while (sid.find()) {
      found.add(sid.group(1));
    }
    return found;
  }
}
