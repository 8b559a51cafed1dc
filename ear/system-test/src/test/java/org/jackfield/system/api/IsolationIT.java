package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.system.api.ApiServer.User;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Nobody sees, changes or removes what belongs to another, or learns that it is there. */
class IsolationIT {

  private static final List<String> FORMS = List.of(".json", ".xml", ".csv", "");

  @TempDir Path folder;

  private final ApiServer server = ApiServer.shared();
  private final User administrator = server.administrator;

  /** Something that can be asked. */
  private record Place(String path, List<String> methods) {}

  private record Case(Optional<User> user, String method, String path, int expected) {}

  @TestFactory
  Stream<DynamicTest> answersStrangersAsIfNothingWereThere() {
    User owner = server.open(administrator);
    User stranger = server.open(administrator);
    String secret = keyOf(stranger);
    User key = new User(secret.substring(0, 34), secret.substring(34));
    List<Place> places = places(owner);
    List<Case> cases = new ArrayList<>();
    for (Place place : places) {
      for (String method : place.methods()) {
        for (String form : FORMS) {
          if (method.equals("GET")) {
            cases.addAll(withoutAnAnswersBody(owner, stranger, place.path() + form));
          }
          String foreign = owner.path() + place.path() + form;
          cases.add(new Case(Optional.of(stranger), method, foreign, 404));
          cases.add(new Case(Optional.of(key), method, foreign, 404));
          cases.add(new Case(Optional.empty(), method, foreign, 401));
          cases.add(new Case(Optional.of(new User(owner.name(), "no")), method, foreign, 401));
          if (place.path().matches(".*[A-Z]{2}[0-9a-f]{32}.*")) {
            String moved = stranger.path() + place.path() + form;
            cases.add(new Case(Optional.of(stranger), method, moved, 404));
          }
        }
      }
    }
    // The account above has the right, but not over its sisters' things by the wrong address
    for (Place place : places) {
      if (place.path().matches(".*[A-Z]{2}[0-9a-f]{32}.*")) {
        String moved = administrator.path() + place.path() + ".json";
        cases.add(new Case(Optional.of(administrator), "GET", moved, 404));
      }
    }
    cases.add(new Case(Optional.of(owner), "GET", administrator.path() + ".json", 404));
    cases.addAll(closedToKeys(stranger, key));
    assertThat(cases).hasSizeGreaterThan(500);
    return cases.stream().map(this::test);
  }

  /**
   * Accounts, whose tokens are shown, and what makes keys is not for keys, not even for its own.
   */
  private List<Case> closedToKeys(User user, User key) {
    List<String> paths = new ArrayList<>(List.of("/2010-04-01/Accounts", user.path()));
    for (String kind : List.of("/Keys", "/SigningKeys")) {
      String sid = server.make(user, user.path() + kind + ".json", "FriendlyName=a");
      paths.addAll(List.of(user.path() + kind, user.path() + kind + "/" + sid));
    }
    List<Case> cases = new ArrayList<>();
    for (String path : paths) {
      for (String form : FORMS) {
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE")) {
          boolean isList = path.endsWith("s");
          if (isList
              ? List.of("PUT", "DELETE").contains(method)
              : path.equals(user.path()) && method.equals("DELETE")) {
            continue;
          }
          cases.add(new Case(Optional.of(key), method, path + form, 401));
        }
      }
    }
    for (String token : List.of("Secondary", "Promote")) {
      cases.add(new Case(Optional.of(key), "POST", "/v1/AuthTokens/" + token, 401));
    }
    return cases;
  }

  /** Verbs that need not be in the program to be asked. */
  private static List<Case> withoutAnAnswersBody(User owner, User stranger, String path) {
    List<Case> cases = new ArrayList<>();
    for (String method : List.of("HEAD", "OPTIONS", "PATCH")) {
      cases.add(new Case(Optional.of(stranger), method, owner.path() + path, 404));
      cases.add(new Case(Optional.empty(), method, owner.path() + path, 401));
    }
    return cases;
  }

  private DynamicTest test(Case it) {
    return DynamicTest.dynamicTest(
        it.method() + " " + it.path() + " by " + it.user().map(User::name).orElse("nobody"),
        () -> {
          Optional<String> form =
              !List.of("POST", "PUT", "PATCH").contains(it.method())
                  ? Optional.empty()
                  : Optional.of("FriendlyName=stolen&Password=Stolen1Stolen1");
          assertThat(server.send(it.user(), it.method(), it.path(), form).statusCode())
              .isEqualTo(it.expected());
        });
  }

  private String keyOf(User user) {
    String answer =
        server
            .send(
                Optional.of(user),
                "POST",
                user.path() + "/Keys.json",
                Optional.of("FriendlyName=k"))
            .body();
    return ApiServer.valueOf(answer, "sid") + ApiServer.valueOf(answer, "secret");
  }

  /** One of everything that an account can have, and all lists. */
  private List<Place> places(User owner) {
    List<Place> places = new ArrayList<>();
    String number =
        "PhoneNumber=%2B1555" + (1_000_000 + Math.abs(owner.name().hashCode() % 1_000_000));
    places.addAll(edited(owner, "/IncomingPhoneNumbers", number));
    places.addAll(edited(owner, "/Applications", "FriendlyName=a"));
    places.addAll(edited(owner, "/Keys", "FriendlyName=a"));
    places.addAll(edited(owner, "/SigningKeys", "FriendlyName=a"));
    places.addAll(ofAdmission(owner));
    places.addAll(ofPhones(owner));
    places.addAll(ofTrunks(owner));
    places.addAll(ofCalls(owner));
    places.addAll(lists());
    return places;
  }

  /** How phones and trunks are admitted. */
  private List<Place> ofAdmission(User owner) {
    List<Place> places = new ArrayList<>();
    places.addAll(edited(owner, "/SIP/Domains", "DomainName=" + owner.name() + ".example"));
    places.addAll(edited(owner, "/SIP/CredentialLists", "FriendlyName=a"));
    places.addAll(edited(owner, "/SIP/IpAccessControlLists", "FriendlyName=a"));
    String domain = sidIn(places, "/SIP/Domains/");
    String list = sidIn(places, "/SIP/CredentialLists/");
    String addresses = sidIn(places, "/SIP/IpAccessControlLists/");
    places.addAll(
        edited(
            owner,
            "/SIP/CredentialLists/" + list + "/Credentials",
            "Username=a&Password=Secret1Secret1"));
    places.addAll(
        edited(
            owner,
            "/SIP/IpAccessControlLists/" + addresses + "/IpAddresses",
            "FriendlyName=a&IpAddress=10.0.0.1"));
    for (String credentials :
        List.of(
            "/CredentialListMappings",
            "/Auth/Calls/CredentialListMappings",
            "/Auth/Registrations/CredentialListMappings")) {
      places.addAll(
          mapped(owner, "/SIP/Domains/" + domain + credentials, "CredentialListSid=" + list));
    }
    for (String mappings :
        List.of("/IpAccessControlListMappings", "/Auth/Calls/IpAccessControlListMappings")) {
      places.addAll(
          mapped(
              owner, "/SIP/Domains/" + domain + mappings, "IpAccessControlListSid=" + addresses));
    }
    return places;
  }

  private List<Place> ofPhones(User owner) {
    String path = RegisteredPhone.make(server, owner);
    String sid = ApiServer.valueOf(server.ask(owner, "GET", path + ".json", ""), "sid");
    return List.of(
        new Place(path, List.of("GET")), new Place(path + "/" + sid, List.of("GET", "DELETE")));
  }

  private List<Place> ofTrunks(User owner) {
    List<Place> places = new ArrayList<>(edited(owner, "/Trunks", "FriendlyName=a"));
    String trunk = sidIn(places, "/Trunks/");
    places.addAll(edited(owner, "/Trunks/" + trunk + "/Gateways", "Address=192.0.2.1&Weight=0"));
    places.addAll(edited(owner, "/Routes", "Prefix=%2B49&Trunks=" + trunk));
    return places;
  }

  private static List<Place> lists() {
    List<Place> places = new ArrayList<>();
    for (String name :
        List.of(
            "/IncomingPhoneNumbers/Local",
            "/IncomingPhoneNumbers/Mobile",
            "/IncomingPhoneNumbers/TollFree",
            "/OutgoingCallerIds")) {
      places.add(new Place(name, List.of("GET", "POST")));
    }
    for (String name :
        List.of(
            "/Addresses",
            "/ConnectApps",
            "/AuthorizedConnectApps",
            "/Transcriptions",
            "/Usage/Records",
            "/Usage/Records/Daily",
            "/Usage/Records/Today",
            "/Media",
            "/Media/Statistics")) {
      places.add(new Place(name, List.of("GET")));
    }
    return places;
  }

  /** A call that was told to ask where nobody is, with a recording, and all that is known of it. */
  private List<Place> ofCalls(User owner) {
    String call;
    try {
      call = RecordedCall.make(server, owner, folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    String answer = server.ask(owner, "GET", "/Calls/" + call + "/Recordings.json", "");
    String recording = ApiServer.valueOf(answer, "sid");
    List<Place> places = new ArrayList<>();
    places.add(new Place("/Calls", List.of("GET", "POST")));
    places.add(new Place("/Calls/" + call, List.of("GET", "POST", "PUT", "DELETE")));
    for (String list : List.of("Recordings", "Notifications", "Events")) {
      places.add(new Place("/Calls/" + call + "/" + list, List.of("GET")));
    }
    for (String path : List.of("/Recordings/", "/Calls/" + call + "/Recordings/")) {
      places.add(new Place(path + recording, List.of("GET", "DELETE")));
    }
    places.add(new Place("/Recordings/" + recording + "/Transcriptions", List.of("GET")));
    places.add(new Place("/Recordings/" + recording + "/AddOnResults", List.of("GET")));
    places.add(new Place("/Recordings", List.of("GET")));
    places.add(new Place("/Notifications", List.of("GET")));
    return places;
  }

  @Test
  void takesNoThingOfAnotherByItsName() {
    User owner = server.open(administrator);
    User stranger = server.open(administrator);
    String application =
        server.make(
            owner,
            owner.path() + "/Applications.json",
            "FriendlyName=a&VoiceUrl=http%3A%2F%2Fapp.example%2F");
    assertThat(
            server
                .send(
                    Optional.of(stranger),
                    "POST",
                    stranger.path() + "/Calls.json",
                    Optional.of("To=%2B15550001&From=%2B15550002&ApplicationSid=" + application))
                .statusCode())
        .isEqualTo(400);
    String list = server.make(owner, owner.path() + "/SIP/CredentialLists.json", "FriendlyName=a");
    String domain =
        server.make(
            stranger,
            stranger.path() + "/SIP/Domains.json",
            "DomainName=" + stranger.name() + ".example");
    assertThat(
            server
                .send(
                    Optional.of(stranger),
                    "POST",
                    stranger.path() + "/SIP/Domains/" + domain + "/CredentialListMappings.json",
                    Optional.of("CredentialListSid=" + list))
                .statusCode())
        .isEqualTo(404);
  }

  private List<Place> edited(User owner, String path, String form) {
    String sid = server.make(owner, owner.path() + path + ".json", form);
    return List.of(
        new Place(path, List.of("GET", "POST")),
        new Place(path + "/" + sid, List.of("GET", "POST", "PUT", "DELETE")));
  }

  private List<Place> mapped(User owner, String path, String form) {
    String sid = server.make(owner, owner.path() + path + ".json", form);
    return List.of(
        new Place(path, List.of("GET", "POST")),
        new Place(path + "/" + sid, List.of("GET", "DELETE")));
  }

  private static String sidIn(List<Place> places, String path) {
    return places.stream()
        .map(Place::path)
        .filter(it -> it.startsWith(path) && it.length() == path.length() + 34)
        .findFirst()
        .orElseThrow()
        .substring(path.length());
  }
}
