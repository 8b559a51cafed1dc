package org.jackfield.instruction.twiml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jackfield.instruction.Action;
import org.jackfield.instruction.Callback;
import org.jackfield.instruction.Dial;
import org.jackfield.instruction.Document;
import org.jackfield.instruction.DocumentReader.Broken;
import org.jackfield.instruction.DocumentReader.Reading;
import org.jackfield.instruction.DocumentReader.Understood;
import org.jackfield.instruction.Gather;
import org.jackfield.instruction.Hangup;
import org.jackfield.instruction.Instruction;
import org.jackfield.instruction.Noun;
import org.jackfield.instruction.Pause;
import org.jackfield.instruction.Play;
import org.jackfield.instruction.PressKeys;
import org.jackfield.instruction.Record;
import org.jackfield.instruction.Redirect;
import org.jackfield.instruction.Refer;
import org.jackfield.instruction.Reject;
import org.jackfield.instruction.Say;
import org.jackfield.instruction.Warning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwimlReaderTest {

  private static final URI BASE = URI.create("http://app.example.com/ivr/menu?step=1");
  private static final Action ITSELF = new Action(BASE, "POST");

  @Test
  void readsInstructionsInOrder() {
    assertThat(instructions("<Say>Hi</Say><Pause/><Play>a.wav</Play><Hangup/>"))
        .containsExactly(
            new Say("Hi", false, "man", "en-US", 1),
            new Pause(Duration.ofSeconds(1)),
            new Play(URI.create("http://app.example.com/ivr/a.wav"), 1),
            new Hangup());
  }

  @Test
  void readsAnEmptyDocument() {
    assertThat(instructions("")).isEmpty();
    assertThat(read("<Response/>")).isInstanceOf(Understood.class);
  }

  @Test
  void readsADocumentWithLinesBeforeItsDeclaration() {
    assertThat(read("\n\n<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response/>"))
        .isInstanceOf(Understood.class);
  }

  @Test
  void refusesAnEmptyText() {
    assertThat(broken(" \n").code()).isEqualTo(11770);
  }

  @Test
  void refusesMoreThan64KiB() {
    assertThat(broken("<Response>" + " ".repeat(65_536) + "</Response>").code()).isEqualTo(11750);
  }

  @Test
  void saysInWhichLineAndColumnADocumentIsBroken() {
    Broken broken = broken("<Response>\n  <Say>Hi</Sya>\n</Response>");

    assertThat(broken.code()).isEqualTo(12100);
    assertThat(broken.line()).isEqualTo(2);
    assertThat(broken.column()).isGreaterThan(2);
    assertThat(broken.message()).contains("Say");
  }

  @Test
  void refusesAnotherRoot() {
    assertThat(broken("<response/>").code()).isEqualTo(12102);
    assertThat(broken("<html><body/></html>").message())
        .isEqualTo("The root element must be <Response>, not <html>");
  }

  @Test
  void refusesAnotherVersionOfXml() {
    assertThat(broken("<?xml version=\"1.1\"?><Response/>").code()).isEqualTo(12101);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE Response SYSTEM \"file:///etc/passwd\"><Response/>",
        "<!DOCTYPE r [<!ENTITY x \"y\">]><Response><Say>&x;</Say></Response>",
        "<Response><Say>&nbsp;</Say></Response>",
        "<Response/><Response/>",
        "<Response/>text",
        "{\"say\": \"json\"}"
      })
  void refusesWhatIsUnsafeOrNoXml(String document) {
    assertThat(broken(document).code()).isEqualTo(12100);
  }

  @Test
  void refusesElementsDeeperThan32() {
    String deep = "<a>".repeat(40) + "</a>".repeat(40);

    assertThat(broken("<Response>" + deep + "</Response>").code()).isEqualTo(12100);
  }

  @Test
  void survivesRandomDocuments() {
    Random random = new Random(12100);
    String[] parts = {
      "<Response>",
      "</Response>",
      "<Say",
      ">",
      "</Say>",
      "<Gather ",
      "numDigits='",
      "'",
      "&amp;",
      "&",
      "<![CDATA[",
      "]]>",
      "<!--",
      "-->",
      "text",
      "<Dial>",
      "</Dial>",
      "\u0000",
      "é",
      "/>"
    };
    for (int i = 0; i < 1_000; i++) {
      StringBuilder document = new StringBuilder("<Response>");
      for (int n = random.nextInt(12); n > 0; n--) {
        document.append(parts[random.nextInt(parts.length)]);
      }
      assertThat(read(document.toString())).isNotNull();
    }
  }

  @Test
  void saysSsml() {
    assertThat(
            instructions("<Say>One <break strength=\"weak\"/>&amp; <s>two</s><x>three</x></Say>"))
        .containsExactly(
            new Say(
                "One <break strength=\"weak\"></break>&amp; <s>two</s>three",
                true,
                "man",
                "en-US",
                1));
  }

  @Test
  void repeatsThousandTimesForALoopOfZero() {
    assertThat(instructions("<Say loop='0' voice='alice' language='de-DE'>Hi</Say>"))
        .containsExactly(new Say("Hi", false, "alice", "de-DE", 1_000));
  }

  @Test
  void pressesKeys() {
    assertThat(instructions("<Play digits='ww12#'/>")).containsExactly(new PressKeys("ww12#"));
  }

  @Test
  void gathersWithTheDefaultsOfTheManual() {
    assertThat(instructions("<Gather/>"))
        .containsExactly(
            new Gather(
                Optional.of(ITSELF),
                Duration.ofSeconds(5),
                "#",
                Integer.MAX_VALUE,
                false,
                Set.of(Gather.Input.KEYS),
                List.of()));
  }

  @Test
  void gathersWithPrompts() {
    assertThat(
            instructions(
                "<Gather action='/key' method='get' timeout='3' finishOnKey='' numDigits='1'"
                    + " actionOnEmptyResult='true'><Say>Press</Say><Pause/><Dial/></Gather>"))
        .containsExactly(
            new Gather(
                Optional.of(action("http://app.example.com/key", "GET")),
                Duration.ofSeconds(3),
                "",
                1,
                true,
                Set.of(Gather.Input.KEYS),
                List.of(
                    new Say("Press", false, "man", "en-US", 1), new Pause(Duration.ofSeconds(1)))));
  }

  @Test
  void recordsWithTheDefaultsOfTheManual() {
    assertThat(instructions("<Record/>"))
        .containsExactly(
            new Record(
                Optional.of(ITSELF),
                Duration.ofSeconds(5),
                "1234567890*#",
                Duration.ofHours(1),
                true,
                true,
                Optional.empty()));
  }

  @Test
  void redirectsToItselfWithoutAnAddress() {
    assertThat(instructions("<Redirect method='GET'/><Redirect>?a=b c</Redirect>"))
        .containsExactly(
            new Redirect(Optional.of(new Action(BASE, "GET"))),
            new Redirect(Optional.of(action("http://app.example.com/ivr/menu?a=b%20c", "POST"))));
  }

  @Test
  void rejects() {
    assertThat(instructions("<Reject/><Reject reason='busy'/>"))
        .containsExactly(new Reject(Reject.Reason.REJECTED), new Reject(Reject.Reason.BUSY));
  }

  @Test
  void dialsABareNumber() {
    assertThat(instructions("<Dial>+1 (555) 010-0001</Dial>"))
        .containsExactly(dial(number("+15550100001")));
  }

  @Test
  void dialsSeveral() {
    Instruction dial =
        instructions(
                "<Dial><Number sendDigits='w1' url='screen' statusCallback='/status'"
                    + " statusCallbackEvent='initiated"
                    + " answered'>5550001</Number><Client>joey</Client><Sip username='u'"
                    + " password='p'>sip:a@b.example;transport=tcp?x-a=1%202&amp;User-to-User=9</Sip>"
                    + "</Dial>")
            .getFirst();

    assertThat(((Dial) dial).nouns())
        .containsExactly(
            new Noun.Number(
                "5550001",
                Optional.of("w1"),
                Optional.of(action("http://app.example.com/ivr/screen", "POST")),
                Optional.of(
                    new Callback(
                        action("http://app.example.com/status", "POST"),
                        Set.of("initiated", "answered")))),
            new Noun.Client("joey", java.util.Map.of(), Optional.empty(), Optional.empty()),
            new Noun.Sip(
                "sip:a@b.example;transport=tcp",
                "u",
                "p",
                List.of(
                    java.util.Map.entry("x-a", "1 2"), java.util.Map.entry("User-to-User", "9")),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void doesNotDialNobody() {
    assertThat(instructions("<Dial><Conference>room</Conference></Dial><Hangup/>"))
        .containsExactly(new Hangup());
  }

  @Test
  void refers() {
    assertThat(instructions("<Refer action='/done'><Sip>sip:other@example.com</Sip></Refer>"))
        .containsExactly(
            new Refer(
                "sip:other@example.com",
                Optional.of(action("http://app.example.com/done", "POST"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<Fly/>                                         | 12200",
        "<Enqueue>a</Enqueue>                           | 12200",
        "<Say volume='11'>a</Say>                       | 12200",
        "<Say loop='many'>a</Say>                       | 13510",
        "<Say language='???'>a</Say>                    | 13512",
        "<Say/>                                         | 13520",
        "<Play loop='-1'>http://a/b</Play>              | 13410",
        "<Play>ftp://a/b</Play>                         | 11100",
        "<Play digits='x'/>                             | 13430",
        "<Pause length='0'/>                            | 13910",
        "<Gather finishOnKey='x'/>                      | 13310",
        "<Gather finishOnKey='12'/>                     | 13311",
        "<Gather method='PUT'/>                         | 13312",
        "<Gather timeout='-1'/>                         | 13313",
        "<Gather numDigits='0'/>                        | 13314",
        "<Gather input='speech'/>                       | 12200",
        "<Gather><Dial>1</Dial></Gather>                | 13320",
        "<Gather><Play digits='1'/></Gather>            | 13430",
        "<Record method='PUT'/>                         | 13610",
        "<Record timeout='x'/>                          | 13611",
        "<Record maxLength='1'/>                        | 13612",
        "<Record finishOnKey='x'/>                      | 13613",
        "<Record playBeep='x'/>                         | 13616",
        "<Record trim='x'/>                             | 13621",
        "<Redirect method='PUT'>/a</Redirect>           | 13710",
        "<Reject reason='x'/>                           | 13810",
        "<Dial method='PUT'>1</Dial>                    | 13210",
        "<Dial timeout='1000'>1</Dial>                  | 13212",
        "<Dial hangupOnStar='x'>1</Dial>                | 13213",
        "<Dial callerId='a b'>1</Dial>                  | 13214",
        "<Dial><Say>a</Say></Dial>                      | 13215",
        "<Dial timeLimit='0'>1</Dial>                   | 13216",
        "<Dial record='x'>1</Dial>                      | 13217",
        "<Dial><Number method='PUT'>1</Number></Dial>   | 13221",
        "<Dial><Number sendDigits='x'>1</Number></Dial> | 13222",
        "<Dial>nobody</Dial>                            | 13223",
        "<Dial><Sip method='PUT'>sip:a@b</Sip></Dial>   | 13241",
        "<Dial><Sip>http://a</Sip></Dial>               | 13243",
        "<Dial><Sip>sip:a@b?From=x</Sip></Dial>         | 13252"
      })
  void warnsWithTheDocumentedCode(String verbs, int code) {
    assertThat(document(verbs).warnings()).extracting(Warning::code).containsExactly(code);
  }

  @Test
  void saysWhereAWarningBelongs() {
    Warning warning = document("\n<Gather><Hangup/></Gather>").warnings().getFirst();

    assertThat(warning.line()).isEqualTo(2);
    assertThat(warning.message()).isEqualTo("<Hangup> is not allowed within <Gather>");
  }

  @Test
  void needsAbsoluteAddressesInADocumentWithoutAnAddress() {
    Reading reading =
        new TwimlReader().read("<Response><Gather action='/key'/></Response>", Optional.empty());

    Document document = ((Understood) reading).document();
    assertThat(document.warnings()).extracting(Warning::code).containsExactly(11100);
    assertThat(((Gather) document.instructions().getFirst()).action()).isEmpty();
  }

  private static Dial dial(Noun noun) {
    return new Dial(
        List.of(noun),
        Optional.empty(),
        Duration.ofSeconds(30),
        Duration.ofHours(4),
        Optional.empty(),
        false,
        false,
        Dial.Recorded.NOT,
        false,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  private static Noun number(String number) {
    return new Noun.Number(number, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Action action(String address, String method) {
    return new Action(URI.create(address), method);
  }

  private static List<Instruction> instructions(String verbs) {
    return document(verbs).instructions();
  }

  private static Document document(String verbs) {
    return ((Understood) read("<Response>" + verbs + "</Response>")).document();
  }

  private static Broken broken(String text) {
    return (Broken) read(text);
  }

  private static Reading read(String text) {
    return new TwimlReader().read(text, Optional.of(BASE));
  }
}
