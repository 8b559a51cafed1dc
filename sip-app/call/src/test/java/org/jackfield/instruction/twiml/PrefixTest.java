package org.jackfield.instruction.twiml;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.jackfield.instruction.Document;
import org.jackfield.instruction.DocumentReader.Understood;
import org.jackfield.instruction.Say;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {

  private static final String WHISPERED = "<amazon:effect name=\"whispered\">psst</amazon:effect>";

  /** SDKs write prefixes, and declare them nowhere. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Response>",
        "<Response xmlns:amazon='urn:any'>",
        "<Response xmlns='urn:any' xmlns:amazon='urn:any'>"
      })
  void needsNoDeclarationAndMayHaveOne(String root) {
    Document document =
        ((Understood)
                new TwimlReader()
                    .read(
                        root + "<Say>" + WHISPERED + "</Say></Response>",
                        Optional.of(URI.create("http://app.example.com/"))))
            .document();

    assertThat(document.instructions())
        .containsExactly(new Say(WHISPERED, true, "man", "en-US", 1));
    assertThat(document.warnings()).isEmpty();
  }
}
