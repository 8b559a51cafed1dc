package org.jackfield.media.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P2.28: what others write for a voice names no files. */
class MarkupTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Hello <break time=\"1s\"/> you|Hello <break time=\"1s\"/> you",
        "<prosody rate='slow' src='/etc/passwd'>so</prosody>|<prosody rate=\"slow\">so</prosody>",
        "a<audio src=\"/etc/passwd\"/>b|a b",
        "a<audio src=\"x; touch y\">c</audio>b|a c b",
        "<AUDIO src='x'/>a| a",
        "<lang xml:lang=\"de-DE\">ja</lang>|<lang xml:lang=\"de-DE\">ja</lang>",
        "<lang xml:lang=\"../../x\">ja</lang>|<lang>ja</lang>",
        "<!-- <audio src='x'/> -->|&lt;!--   --&gt;",
        "1 < 2 & 3 &lt; 4|1 &lt; 2 &amp; 3 &lt; 4",
        "&lt;audio src=`x`/&gt;|&lt;audio src=`x`/&gt;",
        "<sub alias='A &amp; \"B\"'>x</sub>|<sub alias=\"A &amp; &quot;B&quot;\">x</sub>",
        "<audio\tsrc='x'/>a| a",
        "<break <audio src='x'/>|&lt;break  "
      })
  void leavesSpeechAlone(String written, String left) {
    assertThat(Markup.speechAlone(written).strip()).isEqualTo(left.strip());
  }
}
