package org.jackfield.sip.container.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jackfield.sip.container.Transport;
import org.jackfield.sip.container.descriptor.SecurityConstraint;
import org.jackfield.sip.container.descriptor.SecurityConstraint.ResourceCollection;
import org.jackfield.sip.container.descriptor.SecurityConstraint.TransportGuarantee;
import org.jackfield.sip.container.descriptor.SecurityDeclaration;
import org.jackfield.sip.container.security.Gatekeeper.Answer;
import org.jackfield.sip.container.security.Gatekeeper.Pass;
import org.jackfield.sip.container.security.Gatekeeper.Ruling;
import org.junit.jupiter.api.Test;

/** JSR 289 chapter 14: what the descriptor says, and what a sender hears. */
class GatekeeperTest {
  private static final String URI = "sip:" + Users.REALM;

  private static SecurityConstraint constraint(Optional<Set<String>> roles, String... methods) {
    return constraint(roles, false, TransportGuarantee.NONE, methods);
  }

  private static SecurityConstraint constraint(
      Optional<Set<String>> roles, boolean proxy, TransportGuarantee how, String... methods) {
    return new SecurityConstraint(
        Optional.empty(),
        List.of(new ResourceCollection("r", Set.of("main"), Set.of(methods))),
        proxy,
        roles,
        how);
  }

  private static Optional<Set<String>> roles(String... names) {
    return Optional.of(Set.of(names));
  }

  private static Constraints constraints(SecurityConstraint... constraints) {
    return new Constraints(
        new SecurityDeclaration(
            List.of(constraints), Optional.empty(), Set.of("phone", "boss", "clerk")));
  }

  private static Access access(Constraints constraints, String method) {
    return constraints.access("main", method, Transport.UDP);
  }

  @Test
  void leavesOpenWhatNoConstraintCovers() {
    Constraints constraints = constraints(constraint(roles("boss"), "INVITE"));

    assertThat(access(constraints, "OPTIONS")).isEqualTo(new Access.Open());
    assertThat(constraints.access("other", "INVITE", Transport.UDP)).isEqualTo(new Access.Open());
    assertThat(access(constraints, "INVITE"))
        .isEqualTo(new Access.InRole(Set.of("boss"), Challenger.USER_AGENT));
  }

  @Test
  void coversEveryMethodWhereNoneIsNamedButChallengesNeitherAckNorCancel() {
    Constraints constraints = constraints(constraint(roles("boss")));

    assertThat(access(constraints, "MESSAGE")).isInstanceOf(Access.InRole.class);
    assertThat(access(constraints, "ACK")).isEqualTo(new Access.Open());
    assertThat(access(constraints, "CANCEL")).isEqualTo(new Access.Open());
  }

  @Test
  void joinsTheRolesOfSeveralConstraints() {
    Constraints constraints = constraints(constraint(roles("boss")), constraint(roles("clerk")));

    assertThat(access(constraints, "INVITE"))
        .isEqualTo(new Access.InRole(Set.of("boss", "clerk"), Challenger.USER_AGENT));
  }

  @Test
  void letsNobodyWinOverAnybodyAndAnybodyOverRoles() {
    SecurityConstraint nobody = constraint(roles());
    SecurityConstraint anybody = constraint(Optional.empty());
    SecurityConstraint boss = constraint(roles("boss"));

    assertThat(access(constraints(boss, anybody, nobody), "INVITE")).isEqualTo(new Access.Nobody());
    assertThat(access(constraints(boss, anybody), "INVITE")).isEqualTo(new Access.Open());
  }

  @Test
  void readsAStarAsEveryDeclaredRoleAndTwoAsAnyCaller() {
    assertThat(access(constraints(constraint(roles("*"))), "INVITE"))
        .isEqualTo(new Access.InRole(Set.of("phone", "boss", "clerk"), Challenger.USER_AGENT));
    assertThat(access(constraints(constraint(roles("**"))), "INVITE"))
        .isEqualTo(new Access.AnyCaller(Challenger.USER_AGENT));
  }

  @Test
  void wantsASecureTransportWhereTheDescriptorDoes() {
    Constraints constraints =
        constraints(constraint(Optional.empty(), false, TransportGuarantee.CONFIDENTIAL, "INVITE"));

    assertThat(access(constraints, "INVITE")).isEqualTo(new Access.OnlySecure());
    assertThat(constraints.access("main", "INVITE", Transport.TLS)).isEqualTo(new Access.Open());
    assertThat(constraints.access("main", "INVITE", Transport.WSS)).isEqualTo(new Access.Open());
  }

  @Test
  void challengesAsAUserAgentAndLetsTheRightCallerIn() throws Exception {
    Gatekeeper gate = gate(constraint(roles("boss")));

    Answer answer = (Answer) gate.rule(new Packet(List.of()));
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header()).isEqualTo("WWW-Authenticate");
    assertThat(answer.values()).hasSize(2);

    assertThat(knock(gate, "alice", "wonderland"))
        .isInstanceOfSatisfying(
            Pass.class,
            pass ->
                assertThat(pass.caller().orElseThrow().principal().getName()).isEqualTo("alice"));
    assertThat(knock(gate, "bob", "builder")).isEqualTo(Answer.plain(403));
    assertThat(status(knock(gate, "alice", "wrong"))).isEqualTo(401);
  }

  @Test
  void challengesAsAProxyWhereTheDescriptorSaysSo() throws Exception {
    Gatekeeper gate = gate(constraint(roles("phone"), true, TransportGuarantee.NONE));

    Answer answer = (Answer) gate.rule(new Packet(List.of()));

    assertThat(answer.status()).isEqualTo(407);
    assertThat(answer.header()).isEqualTo("Proxy-Authenticate");
    assertThat(knock(gate, "bob", "builder")).isInstanceOf(Pass.class);
  }

  @Test
  void answersBrokenCredentialsWith400AndTooManyTriesWith403() throws Exception {
    Gatekeeper gate = gate(constraint(roles("phone")));

    assertThat(gate.rule(new Packet(List.of("Digest realm=\"" + Users.REALM + "\""))))
        .isEqualTo(Answer.plain(400));
    for (int i = 0; i < 10; i++) {
      assertThat(status(knock(gate, "bob", "wrong"))).isEqualTo(401);
    }
    assertThat(knock(gate, "bob", "builder")).isEqualTo(Answer.plain(403));
  }

  @Test
  void asksToComeAgainWhereUsersCannotBeLookedUp() {
    Gatekeeper gate =
        gate(
            new ElytronPasswords(Users.domain(new BrokenRealm(), event -> {})),
            constraint(roles("phone")));

    assertThat(knock(gate, "bob", "builder"))
        .isEqualTo(new Answer(503, "Retry-After", List.of("10")));
  }

  private static int status(Ruling ruling) {
    return ((Answer) ruling).status();
  }

  private static Ruling knock(Gatekeeper gate, String user, String password) {
    Answer answer = (Answer) gate.rule(new Packet(List.of()));
    Challenge challenge = DigestAnswer.strongest(answer.values()).get(0);
    return gate.rule(
        new Packet(
            List.of(
                new DigestAnswer(challenge, user, password)
                    .next("INVITE", URI, new byte[0])
                    .headerValue())));
  }

  private static Gatekeeper gate(SecurityConstraint constraint) throws Exception {
    return gate(new ElytronPasswords(Users.usual().domain(event -> {})), constraint);
  }

  private static Gatekeeper gate(Passwords passwords, SecurityConstraint constraint) {
    return new Gatekeeper(
        constraints(constraint),
        new DigestAuthenticator(
            new DigestVerifier(
                Users.REALM,
                passwords,
                DigestSettings.DEFAULT,
                new byte[32],
                InstantSource.system())));
  }

  private record Packet(List<String> credentials) implements Gatekeeper.Knock {
    @Override
    public String servletName() {
      return "main";
    }

    @Override
    public String method() {
      return "INVITE";
    }

    @Override
    public List<Certificate> certificates() {
      return List.of();
    }

    @Override
    public String requestUri() {
      return URI;
    }

    @Override
    public Transport transport() {
      return Transport.UDP;
    }

    @Override
    public InetAddress source() {
      return Phone.address("192.0.2.7");
    }

    @Override
    public List<String> headers(String name) {
      return credentials;
    }

    @Override
    public byte[] body() {
      return new byte[0];
    }
  }
}
