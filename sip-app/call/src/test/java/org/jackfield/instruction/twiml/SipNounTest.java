package org.jackfield.instruction.twiml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jackfield.instruction.Dial;
import org.jackfield.instruction.Document;
import org.jackfield.instruction.DocumentReader.Understood;
import org.jackfield.instruction.Noun;
import org.junit.jupiter.api.Test;

/** Sip within Dial, in the form that has elements of its own for address and headers. */
class SipNounTest {

  private static Document read(String sip) {
    return ((Understood)
            new TwimlReader()
                .read(
                    "<Response><Dial>" + sip + "</Dial></Response>",
                    Optional.of(URI.create("http://app.example.com/"))))
        .document();
  }

  private static Noun.Sip noun(Document document) {
    return (Noun.Sip) ((Dial) document.instructions().getFirst()).nouns().getFirst();
  }

  @Test
  void readsAnAddressWithItsCredentialsAndHeaders() {
    Document document =
        read(
            "<Sip username='no' password='no'><Uri username='u' password='p'>sip:a@b.example</Uri>"
                + "<Headers><Header name='X-Ticket' value='4 &amp; 2'/>"
                + "<Header name='User-to-User' value='9'/></Headers></Sip>");

    Noun.Sip sip = noun(document);
    assertThat(sip.address()).isEqualTo("sip:a@b.example");
    assertThat(sip.user() + ":" + sip.password()).isEqualTo("u:p");
    assertThat(sip.headers())
        .isEqualTo(List.of(Map.entry("X-Ticket", "4 & 2"), Map.entry("User-to-User", "9")));
    assertThat(document.warnings()).isEmpty();
  }

  @Test
  void addsHeadersToThoseBehindTheAddress() {
    Noun.Sip sip =
        noun(
            read(
                "<Sip>sip:a@b.example?x-a=1<Headers><Header name='x-b' value='2'/></Headers></Sip>"));

    assertThat(sip.headers()).isEqualTo(List.of(Map.entry("x-a", "1"), Map.entry("x-b", "2")));
  }

  @Test
  void callsTheFirstOfSeveralAndSaysSo() {
    Document document =
        read("<Sip><Uri priority='2'>sip:two@b</Uri><Uri priority='1'>sip:one@b</Uri></Sip>");

    assertThat(noun(document).address()).isEqualTo("sip:one@b");
    assertThat(document.warnings()).singleElement().matches(warning -> warning.code() == 12200);
  }

  @Test
  void neverSetsAHeaderOfSipsOwn() {
    Document document =
        read(
            "<Sip>sip:a@b<Headers><Header name='From' value='x'/>"
                + "<Header name='X-A' value='1&#13;&#10;To: y'/></Headers></Sip>");

    assertThat(noun(document).headers()).isEmpty();
    assertThat(document.warnings()).allMatch(warning -> warning.code() == 13252).hasSize(2);
  }
}
