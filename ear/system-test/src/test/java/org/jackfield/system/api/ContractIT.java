package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.system.Await;
import org.jackfield.system.api.ApiServer.User;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Phone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every operation that we have answers as the SDKs' own document says. */
class ContractIT {

  private static final String VOICE = "VoiceUrl=http%3A%2F%2Fapp.example%2Fvoice";
  private static final Pattern SID = Pattern.compile("\"sid\":\"((?:RE|NO)[0-9a-f]{32})\"");

  @TempDir Path folder;

  private final ApiServer server = ApiServer.shared();
  private final User user = server.open(server.administrator);

  @Test
  void answersEveryOperationThatWeHaveAsTheDocumentSays() throws Exception {
    accounts();
    numbers();
    callerIds();
    things("/Applications", "FriendlyName=a&" + VOICE);
    things("/Keys", "FriendlyName=a");
    things("/SigningKeys", "FriendlyName=a");
    admission();
    registrations();
    trunks();
    calls();
    recordings();
    recordingOfALiveCall();
    usage();
    for (String empty : Set.of("/Addresses", "/ConnectApps", "/AuthorizedConnectApps")) {
      get(empty);
    }
    get("/Transcriptions");

    Set<String> covered = new TreeSet<>(Contract.twilio().covered());
    System.out.println("Operations with an answer as the document says: " + covered.size());
    assertThat(Ours.OPERATIONS).allSatisfy(it -> assertThat(covered).contains(it));
    assertThat(Contract.twilio().operations()).containsAll(Ours.OPERATIONS);
    assertThat(Contract.twilio().unused()).as("waivers that nothing needs").isEmpty();
  }

  private void accounts() {
    server.send(Optional.of(user), "GET", "/2010-04-01/Accounts.json", Optional.empty());
    User child = server.open(server.administrator);
    server.send(Optional.of(child), "GET", child.path() + ".json", Optional.empty());
    server.send(
        Optional.of(server.administrator),
        "POST",
        child.path() + ".json",
        Optional.of("Status=suspended"));
  }

  private void numbers() {
    String number = "PhoneNumber=%2B1777" + Math.abs(user.name().hashCode() % 1_000_000);
    String sid = things("/IncomingPhoneNumbers", number + "9&" + VOICE);
    assertThat(sid).startsWith("PN");
    int digit = 0;
    for (String type : Set.of("Local", "Mobile", "TollFree")) {
      String made =
          server.make(
              user, user.path() + "/IncomingPhoneNumbers/" + type + ".json", number + digit++);
      get("/IncomingPhoneNumbers/" + type);
      get("/IncomingPhoneNumbers/" + made + "/AssignedAddOns");
      server.ask(user, "DELETE", "/IncomingPhoneNumbers/" + made + ".json", "");
    }
  }

  private void callerIds() throws Exception {
    String sid = CheckedNumber.of(server, user, folder.resolve("checked"));
    read("/OutgoingCallerIds", sid);
  }

  private void admission() {
    String domain =
        server.make(
            user,
            user.path() + "/SIP/Domains.json",
            "DomainName=" + user.name().toLowerCase(java.util.Locale.ROOT) + ".example&" + VOICE);
    String list = server.make(user, user.path() + "/SIP/CredentialLists.json", "FriendlyName=a");
    String trunks =
        server.make(user, user.path() + "/SIP/IpAccessControlLists.json", "FriendlyName=a");
    things("/SIP/CredentialLists/" + list + "/Credentials", "Username=a&Password=Secret1Secret1");
    things(
        "/SIP/IpAccessControlLists/" + trunks + "/IpAddresses",
        "FriendlyName=a&IpAddress=10.0.0.1");
    String below = "/SIP/Domains/" + domain;
    for (String path :
        Set.of(
            "/CredentialListMappings",
            "/Auth/Calls/CredentialListMappings",
            "/Auth/Registrations/CredentialListMappings")) {
      mapped(below + path, "CredentialListSid=" + list);
    }
    for (String path :
        Set.of("/IpAccessControlListMappings", "/Auth/Calls/IpAccessControlListMappings")) {
      mapped(below + path, "IpAccessControlListSid=" + trunks);
    }
    read("/SIP/Domains", domain);
    read("/SIP/CredentialLists", list);
    read("/SIP/IpAccessControlLists", trunks);
  }

  /** Of ours: as our own description says. */
  private void registrations() {
    String path = RegisteredPhone.make(server, user);
    String sid = ApiServer.valueOf(get(path), "sid");
    assertThat(get(path + "/" + sid)).contains("\"username\":\"alice\"", "\"transport\":\"UDP\"");
    server.ask(user, "DELETE", path + "/" + sid + ".json", "");
    assertThat(get(path)).contains("\"registrations\":[]");
  }

  /** Of ours, too. */
  private void trunks() {
    String trunk =
        server.make(
            user,
            user.path() + "/Trunks.json",
            "FriendlyName=a&Username=u&Password=p&Srtp=offered&ProbeInterval=0");
    things("/Trunks/" + trunk + "/Gateways", "Address=192.0.2.1%3A5070&Transport=tcp");
    things("/Routes", "Prefix=%2B4999&Trunks=" + trunk);
    read("/Trunks", trunk);
  }

  private void calls() {
    try (Phone phone = Phone.udp(server.server().sipPort())) {
      String call =
          server.make(
              user,
              user.path() + "/Calls.json",
              "From=%2B15550100&Url=http%3A%2F%2F127.0.0.1%3A9%2F&To=" + phone.uri());
      Dialog dialog = phone.awaits("INVITE");
      get("/Calls");
      get("/Calls/" + call);
      dialog.answer(200, "Content-Type: application/sdp", "", Phone.SDP);
      dialog.expect("ACK");
      dialog.answer(dialog.expect("BYE"), 200);
      // Nobody listens at that address: the customer is told, and sees what was asked
      Await.until("it is told", () -> SID.matcher(get("/Calls/" + call + "/Notifications")).find());
      Matcher told = SID.matcher(get("/Notifications"));
      assertThat(told.find()).isTrue();
      get("/Notifications/" + told.group(1));
      get("/Calls/" + call + "/Notifications/" + told.group(1));
      Await.until(
          "what was asked is there",
          () -> get("/Calls/" + call + "/Events").contains("\"url\":\"http://127.0.0.1:9/\""));
      Await.until("the call has ended", () -> get("/Calls/" + call).contains("\"end_time\":\""));
      server.ask(user, "POST", "/Calls/" + call + ".json", "Status=completed");
      server.ask(user, "DELETE", "/Calls/" + call + ".json", "");
    }
  }

  private void recordings() throws Exception {
    String call = RecordedCall.make(server, user, folder.resolve("recorded"));
    Matcher sid = SID.matcher(get("/Calls/" + call + "/Recordings"));
    assertThat(sid.find()).as("a recording of the call").isTrue();
    get("/Recordings");
    get("/Recordings/" + sid.group(1));
    get("/Recordings/" + sid.group(1) + "/Transcriptions");
    get("/Recordings/" + sid.group(1) + "/AddOnResults");
    get("/Calls/" + call + "/Recordings/" + sid.group(1));
    server.ask(user, "DELETE", "/Recordings/" + sid.group(1) + ".json", "");
    String other = RecordedCall.make(server, user, folder.resolve("other"));
    Matcher another = SID.matcher(get("/Calls/" + other + "/Recordings"));
    assertThat(another.find()).as("a recording of the other call").isTrue();
    server.ask(user, "DELETE", "/Calls/" + other + "/Recordings/" + another.group(1) + ".json", "");
  }

  private void recordingOfALiveCall() {
    try (Phone phone = Phone.udp(server.server().sipPort())) {
      String call =
          server.make(
              user,
              user.path() + "/Calls.json",
              "From=%2B15550100&Twiml=%3CResponse%3E%3CGather+timeout%3D%2240%22%2F%3E%3C%2FResponse%3E&To="
                  + phone.uri());
      Dialog dialog = phone.awaits("INVITE");
      dialog.answer(200, "Content-Type: application/sdp", "", Phone.SDP);
      dialog.expect("ACK");
      Await.until("it is answered", () -> get("/Calls/" + call).contains("\"in-progress\""));
      String path = "/Calls/" + call + "/Recordings";
      String sid = server.make(user, user.path() + path + ".json", "RecordingTrack=outbound");
      assertThat(get(path + "/" + sid)).contains("\"track\":\"outbound\"");
      server.ask(user, "POST", path + "/" + sid + ".json", "Status=paused");
      server.ask(user, "PUT", path + "/Twilio.CURRENT.json", "Status=stopped");
      server.ask(user, "POST", "/Calls/" + call + ".json", "TimeLimit=3000");
      assertThat(get("/Calls/" + call)).contains("\"in-progress\"");
      server.ask(user, "POST", "/Calls/" + call + ".json", "TimeLimit=1");
      dialog.answer(dialog.expect("BYE"), 200);
    }
  }

  private void usage() {
    get("/Usage/Records");
    for (String period :
        Set.of(
            "AllTime",
            "Today",
            "Yesterday",
            "ThisMonth",
            "LastMonth",
            "Daily",
            "Monthly",
            "Yearly")) {
      assertThat(get("/Usage/Records/" + period)).contains("\"usage_records\":[");
    }
  }

  private String get(String path) {
    return server.ask(user, "GET", path + ".json", "");
  }

  /** Makes one, and does all to it that can be done. */
  private String things(String path, String form) {
    String sid = server.make(user, user.path() + path + ".json", form);
    read(path, sid);
    return sid;
  }

  private void read(String path, String sid) {
    get(path);
    get(path + "/" + sid);
    String one = path + "/" + sid + ".json";
    String form = path.endsWith("/Credentials") ? "Password=Secret2Secret2" : "FriendlyName=b";
    server.ask(user, "POST", one, form);
    server.ask(user, "PUT", one, form);
    server.ask(user, "DELETE", one, "");
  }

  private void mapped(String path, String form) {
    String sid = server.make(user, user.path() + path + ".json", form);
    get(path);
    get(path + "/" + sid);
    server.ask(user, "DELETE", path + "/" + sid + ".json", "");
  }
}
