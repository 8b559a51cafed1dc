package org.jackfield.instruction.twiml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jackfield.instruction.Document;
import org.jackfield.instruction.DocumentReader.Understood;
import org.jackfield.instruction.Warning;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables of attributes in docs/manual: what is the default, which values are taken, which are
 * not, and with which code the default holds instead.
 */
class AttributeTablesTest {

  /** Stands for a value that is the default, whatever code there is. */
  private static final int NO_CODE = 0;

  /**
   * Verb with a place for the attribute | attribute | its default, empty for none | other values
   * that are taken | values that are not | the code of those.
   */
  private static final String TABLE =
      """
      <Say @>a</Say>     | voice           | man       | woman alice Polly.Joanna              |                  | 0
      <Say @>a</Say>     | language        | en-US     | de-DE en cmn-Hans-CN                  | ??? e            | 13512
      <Say @>a</Say>     | loop            | 1         | 0 2 1000                              | -1 x 1.5         | 13510
      <Play @>/a</Play>  | loop            | 1         | 0 2 1000                              | -1 x             | 13410
      <Play @></Play>    | digits          |           | 0123456789ABCDwW#* w                  |                  | 13430
      <Pause @/>         | length          | 1         | 2 14400                               | 0 -1 x           | 13910
      <Gather @/>        | action          |           | /key http://other.example/?a=b        | ftp://x/         | 11100
      <Gather @/>        | method          | POST      | GET                                   | PUT              | 13312
      <Gather @/>        | timeout         | 5         | 0 1 3600                              | -1 x auto        | 13313
      <Gather @/>        | finishOnKey     | #         | 0 9 *                                 | x A              | 13310
      <Gather @/>        | finishOnKey     | #         |                                       | 12               | 13311
      <Gather @/>        | numDigits       |           | 1 2 99                                | 0 -1 x           | 13314
      <Gather @/>        | actionOnEmptyResult | false | true                                  | yes              | 12200
      <Gather @/>        | input           | dtmf      |                                       | keys             | 12200
      <Record @/>        | action          |           | /key                                  | mailto:a@b       | 11100
      <Record @/>        | method          | POST      | GET                                   | PUT              | 13610
      <Record @/>        | timeout         | 5         | 0 1 3600                              | -1 x             | 13611
      <Record @/>        | finishOnKey     | 1234567890*# | # 12                               | x A              | 13613
      <Record @/>        | maxLength       | 3600      | 2 14400 86400                         | 1 0 86401 x      | 13612
      <Record @/>        | playBeep        | true      | false                                 | no               | 13616
      <Record @/>        | trim            | trim-silence | do-not-trim                        | x                | 13621
      <Record @/>        | recordingStatusCallback | | /rec                                    | ftp://x/         | 11100
      <Record @/>        | transcribe      | false     |                                       | true             | 12200
      <Dial @>1</Dial>   | action          |           | /key                                  | ftp://x/         | 11100
      <Dial @>1</Dial>   | method          | POST      |                                       | PUT              | 13210
      <Dial @>1</Dial>   | timeout         | 30        | 5 600                                 | 4 601 x          | 13212
      <Dial @>1</Dial>   | timeLimit       | 14400     | 1 86400                               | 0 86401 x        | 13216
      <Dial @>1</Dial>   | callerId        |           | +15550100 client:joe sip:a@b.example  | a<b              | 13214
      <Dial @>1</Dial>   | hangupOnStar    | false     | true                                  | x                | 13213
      <Dial @>1</Dial>   | answerOnBridge  | false     | true                                  | x                | 12200
      <Dial @>1</Dial>   | record          | do-not-record | record-from-answer record-from-ringing record-from-answer-dual record-from-ringing-dual true | x | 13217
      <Dial @>1</Dial>   | record          | false     |                                       |                  | 0
      <Dial @>1</Dial>   | trim            | do-not-trim | trim-silence                        | x                | 12200
      <Dial @>1</Dial>   | recordingTrack  | both      |                                       | inbound          | 12200
      <Dial @>1</Dial>   | recordingStatusCallback | | /rec                                    | ftp://x/         | 11100
      <Dial @>1</Dial>   | ringTone        | automatic | us de it us-old                       | 1 usa xx         | 12200
      <Dial @>1</Dial>   | sequential      | false     | true                                  | x                | 12200
      <Dial @>1</Dial>   | referUrl        |           | /refer                                | ftp://x/         | 11100
      <Dial><Number @>1</Number></Dial> | sendDigits |  | 1 ww12#                               | x                | 13222
      <Dial><Number @>1</Number></Dial> | url      |    | /screen                               | ftp://x/         | 11100
      <Dial><Number @>1</Number></Dial> | method   | POST |                                     | PUT              | 13221
      <Dial><Number @>1</Number></Dial> | statusCallback | | /s                                 | ftp://x/         | 11100
      <Dial><Number @>1</Number></Dial> | machineDetection | |                                  | Enable           | 12200
      <Dial><Client @>j</Client></Dial> | url      |    | /screen                               | ftp://x/         | 11100
      <Dial><Client @>j</Client></Dial> | method   | POST |                                     | PUT              | 12200
      <Dial><Client @>j</Client></Dial> | statusCallback | | /s                                 | ftp://x/         | 11100
      <Dial><Sip @>sip:joe</Sip></Dial> | username |    | me                                    |                  | 0
      <Dial><Sip @>sip:joe</Sip></Dial> | password |    | pw                                    |                  | 0
      <Dial><Sip @>sip:joe</Sip></Dial> | url      |    | /screen                               | ftp://x/         | 11100
      <Dial><Sip @>sip:joe</Sip></Dial> | method   | POST |                                     | PUT              | 13241
      <Dial><Sip @>sip:joe</Sip></Dial> | statusCallback | | /s                                 | ftp://x/         | 11100
      <Redirect @>/a</Redirect> | method   | POST      | GET                                   | PUT              | 13710
      <Reject @/>        | reason          | rejected  | busy                                  | x                | 13810
      <Refer @><Sip>sip:joe</Sip></Refer> | action | | /done                                   | ftp://x/         | 11100
      <Refer @><Sip>sip:joe</Sip></Refer> | method | POST |                                    | PUT              | 12200
      <Hangup @/>        | reason          |           |                                       | x                | 12200
      <Say @>a</Say>     | pitch           |           |                                       | x                | 12200
      """;

  private static final URI BASE = URI.create("http://app.example.com/ivr/menu");

  /** A line of the table. */
  record Line(
      String verb, String attribute, String usual, List<String> taken, List<String> not, int code) {

    Document with(String value) {
      return read(verb.replace("@", attribute + "='" + value.replace("<", "&lt;") + "'"));
    }

    Document without() {
      return read(verb.replace("@", ""));
    }

    @Override
    public String toString() {
      return verb.replace("@", attribute) + " " + code;
    }
  }

  static Stream<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (String text : TABLE.lines().toList()) {
      String[] cells = text.split("\\|", -1);
      lines.add(
          new Line(
              cells[0].strip(),
              cells[1].strip(),
              cells[2].strip(),
              words(cells[3]),
              words(cells[4]),
              Integer.parseInt(cells[5].strip())));
    }
    return lines.stream();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void sayWhatHoldsWhereNothingIsSaid(Line line) {
    if (!line.usual().isEmpty()) {
      assertThat(line.with(line.usual()).instructions()).isEqualTo(line.without().instructions());
      assertThat(line.with(line.usual()).warnings()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void sayWhatIsTaken(Line line) {
    for (String value : line.taken()) {
      assertThat(line.with(value).warnings()).as(value).isEmpty();
      assertThat(line.with(value).instructions())
          .as(value)
          .hasSize(1)
          .isNotEqualTo(line.without().instructions());
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void sayWithWhichCodeTheDefaultHolds(Line line) {
    for (String value : line.not()) {
      assertThat(line.with(value).warnings())
          .as(value)
          .extracting(Warning::code)
          .containsExactly(line.code() == NO_CODE ? -1 : line.code());
      assertThat(line.with(value).instructions())
          .as(value)
          .isEqualTo(line.without().instructions());
    }
  }

  private static List<String> words(String cell) {
    return cell.isBlank() ? List.of() : List.of(cell.strip().split("\\s+"));
  }

  private static Document read(String verb) {
    return ((Understood)
            new TwimlReader().read("<Response>" + verb + "</Response>", Optional.of(BASE)))
        .document();
  }
}
