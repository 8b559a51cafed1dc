package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.system.api.ApiServer.User;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Nobody sees, changes or removes what belongs to another, or learns that it is there. */
class IsolationIT {

  private static final List<String> FORMS = List.of(".json", ".xml", ".csv", "");

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
    assertThat(cases).hasSizeGreaterThan(500);
    return cases.stream().map(this::test);
  }

  private DynamicTest test(Case it) {
    return DynamicTest.dynamicTest(
        it.method() + " " + it.path() + " by " + it.user().map(User::name).orElse("nobody"),
        () -> {
          Optional<String> form =
              it.method().equals("GET") || it.method().equals("DELETE")
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
    String number = "PhoneNumber=%2B1555" + Math.abs(owner.name().hashCode() % 10_000_000);
    places.addAll(edited(owner, "/IncomingPhoneNumbers", number));
    places.addAll(edited(owner, "/Applications", "FriendlyName=a"));
    places.addAll(edited(owner, "/Keys", "FriendlyName=a"));
    places.addAll(edited(owner, "/SigningKeys", "FriendlyName=a"));
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
    places.add(new Place("/Calls", List.of("GET", "POST")));
    places.add(new Place("/Recordings", List.of("GET")));
    places.add(new Place("/Notifications", List.of("GET")));
    places.add(new Place("/OutgoingCallerIds", List.of("GET")));
    return places;
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
