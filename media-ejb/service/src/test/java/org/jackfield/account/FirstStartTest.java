package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jackfield.call.Sid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstStartTest {

  @TempDir Path folder;

  @Test
  void keepsWhatItToldOfAnEarlierDatabase() throws Exception {
    Path file = folder.resolve("jackfield-account.txt");
    Sid first = Sid.random("AC");
    Sid second = Sid.random("AC");

    FirstStart.announce(file, first, "one");
    FirstStart.announce(file, second, "two");

    assertThat(file).content().isEqualTo("AccountSid=" + second + "\nAuthToken=two\n");
    assertThat(folder.resolve("jackfield-account.txt.old"))
        .content()
        .isEqualTo("AccountSid=" + first + "\nAuthToken=one\n");
    assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
  }

  @Test
  void leavesTheCallbacksOfAnotherApplicationBehind() {
    Voice voice = new Voice();
    voice.url("http://127.0.0.1:8000/voice");
    voice.statusCallback("http://127.0.0.1:8000/status");

    FirstStart.lead(voice, "http://127.0.0.1:8000/voice");
    assertThat(voice.statusCallback()).hasValue("http://127.0.0.1:8000/status");

    FirstStart.lead(voice, "http://127.0.0.1:3000/voice");
    assertThat(voice.url()).hasValue("http://127.0.0.1:3000/voice");
    assertThat(voice.statusCallback()).isEmpty();
  }
}
