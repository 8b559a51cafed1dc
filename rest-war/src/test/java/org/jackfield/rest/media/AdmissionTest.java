package org.jackfield.rest.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.account.Doorkeeper;
import org.jackfield.call.Directory;
import org.jackfield.call.Sid;
import org.jackfield.media.LayerSecret;
import org.jackfield.media.MediaAddress;
import org.jackfield.media.MediaRequest.SpokenText;
import org.jackfield.media.SoundFormat;
import org.jackfield.rest.media.Admission.Admitted;
import org.jackfield.rest.media.Admission.Origin;
import org.jackfield.rest.media.Admission.Refused;
import org.jackfield.rest.media.Admission.Verdict;
import org.junit.jupiter.api.Test;

/** P2.17, P2.23: the router may ask for all, others for their own, or by a signature in time. */
class AdmissionTest {

  private static final Sid ONE = Sid.random("AC");
  private static final Sid OTHER = Sid.random("AC");
  private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
  private static final MediaAddress ADDRESS =
      MediaAddress.of(new SpokenText("Hello", false, "man", "en-US"), SoundFormat.PCMU_8000);
  private static final LayerSecret SECRET = new LayerSecret("between us");
  private static final String TARGET = "/media/speech.pcmu?text=Hello&account=" + ONE;
  private static final Origin STRANGER =
      new Origin("GET", TARGET, Optional.empty(), Optional.empty());

  private final Admission admission = new Admission(new Accounts(), new Door(), SECRET, false);

  private static String tokenOf(Sid account) {
    return "token of " + account;
  }

  private static final class Accounts implements Directory {
    @Override
    public Optional<Destination> called(String called) {
      return Optional.empty();
    }

    @Override
    public Optional<Account> account(Sid sid) {
      return sid.equals(ONE) || sid.equals(OTHER)
          ? Optional.of(new Account(sid, tokenOf(sid)))
          : Optional.empty();
    }
  }

  private static final class Door extends Doorkeeper {
    @Override
    public Optional<Visitor> recognise(String user, String password) {
      return password.equals("token of " + user)
          ? Optional.of(new Visitor(new Sid(user), false, true))
          : Optional.empty();
    }

    @Override
    public boolean mayEnter(Visitor visitor, Sid account) {
      return visitor.account().equals(account);
    }
  }

  private static Map<String, List<String>> parameters(String signed) {
    Map<String, List<String>> parameters = new HashMap<>();
    for (String pair : signed.substring(signed.indexOf('?') + 1).split("&", -1)) {
      parameters.put(
          pair.substring(0, pair.indexOf('=')), List.of(pair.substring(pair.indexOf('=') + 1)));
    }
    return parameters;
  }

  private Verdict bySignature(String signed) {
    return admission.of(Optional.of(ADDRESS), parameters(signed), STRANGER, NOW);
  }

  private Verdict byPassword(String user, String password, Map<String, List<String>> parameters) {
    String basic =
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    return admission.of(
        Optional.of(ADDRESS),
        parameters,
        new Origin("GET", TARGET, Optional.empty(), Optional.of(basic)),
        NOW);
  }

  private static int status(Verdict verdict) {
    return verdict instanceof Refused refused ? refused.status() : 200;
  }

  private static Origin router(LayerSecret secret, Instant at) {
    return new Origin("GET", TARGET, Optional.of(secret.sign("GET", TARGET, at)), Optional.empty());
  }

  private Verdict byRouter(LayerSecret secret, Instant at) {
    return admission.of(
        Optional.of(ADDRESS), Map.of("account", List.of(ONE.value())), router(secret, at), NOW);
  }

  @Test
  void letsARouterThatSharesTheSecretAskForAnyAccount() {
    assertThat(byRouter(SECRET, NOW)).isEqualTo(new Admitted(ONE.value()));
    assertThat(status(byRouter(new LayerSecret("another"), NOW))).isEqualTo(403);
    assertThat(status(byRouter(SECRET, NOW.minusSeconds(600)))).as("an old one").isEqualTo(403);
  }

  @Test
  void letsNobodyInWhoBringsNothingWhereverHeIs() {
    Map<String, List<String>> parameters = Map.of("account", List.of(ONE.value()));

    assertThat(status(admission.of(Optional.of(ADDRESS), parameters, STRANGER, NOW)))
        .isEqualTo(403);
  }

  @Test
  void givesWhoBringsNothingWhatIsEverybodysWhereItIsOpen() {
    Admission open = new Admission(new Accounts(), new Door(), SECRET, true);
    Map<String, List<String>> parameters = Map.of("account", List.of(ONE.value()));

    assertThat(open.of(Optional.of(ADDRESS), parameters, STRANGER, NOW))
        .isEqualTo(new Admitted(""));
  }

  @Test
  void letsAnybodyInWithASignatureUntilItExpires() {
    String token = tokenOf(ONE);

    assertThat(bySignature(SignedAddress.of(ADDRESS, ONE.value(), NOW.plusSeconds(1), token)))
        .isEqualTo(new Admitted(ONE.value()));
    assertThat(status(bySignature(SignedAddress.of(ADDRESS, ONE.value(), NOW, token))))
        .as("expired")
        .isEqualTo(403);
  }

  @Test
  void refusesASignatureOfAnythingElse() {
    Instant end = NOW.plusSeconds(60);
    String right = SignedAddress.of(ADDRESS, ONE.value(), end, tokenOf(ONE));
    MediaAddress another =
        MediaAddress.of(new SpokenText("Hi", false, "man", "en-US"), SoundFormat.PCMU_8000);

    assertThat(status(bySignature(SignedAddress.of(ADDRESS, ONE.value(), end, tokenOf(OTHER)))))
        .as("by another account's token")
        .isEqualTo(404);
    assertThat(status(bySignature(right.replace(ONE.value(), OTHER.value()))))
        .as("for another account")
        .isEqualTo(404);
    assertThat(status(bySignature(right.replaceAll("expires=\\d+", "expires=99999999999"))))
        .as("for longer")
        .isEqualTo(404);
    assertThat(status(bySignature(SignedAddress.of(another, ONE.value(), end, tokenOf(ONE)))))
        .as("of another address")
        .isEqualTo(404);
    assertThat(status(bySignature(SignedAddress.of(ADDRESS, "AC1", end, "x")))).isEqualTo(404);
  }

  @Test
  void letsAnAccountInForItself() {
    assertThat(byPassword(ONE.value(), tokenOf(ONE), Map.of()))
        .isEqualTo(new Admitted(ONE.value()));
    assertThat(
            status(
                byPassword(ONE.value(), tokenOf(ONE), Map.of("account", List.of(OTHER.value())))))
        .as("for another")
        .isEqualTo(404);
    assertThat(status(byPassword(ONE.value(), "wrong", Map.of()))).isEqualTo(401);
  }

  @Test
  void takesItsOwnParametersOutOfTheAddress() {
    Map<String, List<String>> given =
        Map.of("text", List.of("Hi"), "account", List.of("AC1"), "signature", List.of("x"));

    assertThat(Admission.ofAddress(given)).isEqualTo(Map.of("text", "Hi"));
    assertThatThrownBy(() -> Admission.ofAddress(Map.of("text", List.of("Hi", "Ho"))))
        .hasMessage("'text' is given twice");
  }
}
