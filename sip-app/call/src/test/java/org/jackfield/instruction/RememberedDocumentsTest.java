package org.jackfield.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jackfield.instruction.DocumentReader.Broken;
import org.jackfield.instruction.DocumentReader.Reading;
import org.junit.jupiter.api.Test;

class RememberedDocumentsTest {

  private final List<String> read = new ArrayList<>();
  private final DocumentReader documents = new RememberedDocuments(this::reading);

  private Reading reading(String text, Optional<URI> base) {
    read.add(text + base.map(URI::toString).orElse(""));
    return new Broken(read.size(), text, 0, 0);
  }

  @Test
  void readsWhatComesAgainOnce() {
    Reading first = documents.read("<Response/>", Optional.empty());

    assertThat(documents.read(new String("<Response/>".toCharArray()), Optional.empty()))
        .isSameAs(first);
    assertThat(read).hasSize(1);
  }

  @Test
  void readsTheSameOfAnotherAddressAnew() {
    documents.read("<Response/>", Optional.of(URI.create("http://one.example/")));
    documents.read("<Response/>", Optional.of(URI.create("http://two.example/")));
    documents.read("<Response/>", Optional.empty());

    assertThat(read)
        .containsExactly(
            "<Response/>http://one.example/", "<Response/>http://two.example/", "<Response/>");
  }

  @Test
  void forgetsWhatHasNotComeForLongest() {
    for (int i = 0; i <= RememberedDocuments.MOST_DOCUMENTS; i++) {
      documents.read("document " + i, Optional.empty());
      documents.read("document 0", Optional.empty());
    }
    read.clear();

    documents.read("document 0", Optional.empty());
    documents.read("document 2", Optional.empty());
    assertThat(read).isEmpty();
    documents.read("document 1", Optional.empty());
    assertThat(read).containsExactly("document 1");
  }

  @Test
  void keepsNoLongOnes() {
    String text = "a".repeat(RememberedDocuments.MOST_CHARACTERS + 1);
    documents.read(text, Optional.empty());
    documents.read(text, Optional.empty());
    assertThat(read).hasSize(2);

    URI address =
        URI.create("http://one.example/" + "a".repeat(RememberedDocuments.LONGEST_ADDRESS));
    documents.read("<Response/>", Optional.of(address));
    documents.read("<Response/>", Optional.of(address));
    assertThat(read).hasSize(4);
  }
}
