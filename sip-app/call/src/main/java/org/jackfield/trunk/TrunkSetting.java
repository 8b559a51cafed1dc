package org.jackfield.trunk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What can be set of a trunk, by the name that it has in the operator's file. */
public enum TrunkSetting {
  /** As whom the provider knows us. */
  USERNAME("username", "", Kinds.text("[^\\s\":<>@;]{0,128}", "a user's name")),
  /** What we show the provider that we are it. */
  PASSWORD("password", "", Kinds.text("[\\x20-\\x7e]{0,128}", "at most 128 printable characters")),
  /** Whether the provider is told where we are. */
  REGISTER("register", "false", Kinds.FLAG),
  /** Where it is told; the first gateway if it is empty. */
  REGISTRAR("registrar", "", Kinds.ADDRESS),
  /** How long that shall hold, in seconds. */
  REGISTER_EXPIRES("registerExpires", "600", Kinds.number(30, 86_400)),
  /** How often gateways are asked whether they live, in seconds; 0 for never. */
  PROBE_INTERVAL("probeInterval", "30", Kinds.number(0, 3_600)),
  /** How long a gateway may say nothing to an INVITE, in milliseconds. */
  ANSWER_TIMEOUT("answerTimeout", "3000", Kinds.number(200, 30_000)),
  /** What is spoken, the dearest first. */
  CODECS("codecs", "", Kinds.words(List.of("PCMU", "PCMA", "G722", "OPUS"))),
  /** Whether sound is encrypted. */
  SRTP("srtp", "", Kinds.words(List.of("off", "offered", "required"))),
  /** Who stands in the From. */
  FROM("from", "caller", Kinds.words(List.of("caller", "username"))),
  /** The host in the From. */
  FROM_DOMAIN("fromDomain", "", Kinds.text("[A-Za-z0-9.:\\[\\]-]{0,253}", "a host")),
  /** What says besides who calls. */
  CALLER_ID_HEADERS(
      "callerIdHeaders",
      "P-Asserted-Identity",
      Kinds.words(List.of("P-Asserted-Identity", "Remote-Party-ID", "none"))),
  /** Whether the one who is called is told who calls. */
  PRIVACY("privacy", "caller", Kinds.words(List.of("off", "caller", "always"))),
  /** What is changed of the headers, a rule in each line. */
  HEADERS("headers", "", Kinds.RULES),
  /** Calls that begin in a second; 0 for as many as come. */
  CALLS_PER_SECOND("callsPerSecond", "0", Kinds.number(0, 10_000)),
  /** Calls that are alive; 0 for as many as come. */
  CHANNELS("channels", "0", Kinds.number(0, 1_000_000)),
  /** Where the number stands that was dialled. */
  NUMBER_FROM("numberFrom", "request-uri", Kinds.words(List.of("request-uri", "to"))),
  /** Whose plan numbers are of that are not written as E.164. */
  COUNTRY("country", "", Kinds.text("([A-Z]{2})?", "two capital letters such as DE")),
  /** Taken off a number that comes in. */
  INWARD_STRIP("inwardStrip", "", Kinds.DIGITS),
  /** Taken off a number that is called. */
  OUTWARD_STRIP("outwardStrip", "", Kinds.DIGITS),
  /** Put before it then. */
  OUTWARD_PREPEND("outwardPrepend", "", Kinds.DIGITS),
  /** Where calls come from. */
  NETWORKS("networks", "", Kinds.NETWORKS),
  /** Who calls with this user and a password. */
  INWARD_USERNAME("inwardUsername", "", Kinds.text("[^\\s\":<>@;]{0,128}", "a user's name")),
  /** That password. */
  INWARD_PASSWORD(
      "inwardPassword", "", Kinds.text("([\\x20-\\x7e]{12,128})?", "from 12 to 128 characters")),
  /** Lists of the account whose users may call. */
  CREDENTIAL_LISTS("credentialLists", "", Kinds.text("(CL[0-9a-f]{32}[, ]*)*", "SIDs of lists")),
  /** Names in TLS client certificates, one in each line. */
  CERTIFICATE_SUBJECTS("certificateSubjects", "", text -> text.strip());

  private final String key;
  private final String usual;
  private final Kind kind;

  TrunkSetting(String key, String usual, Kind kind) {
    this.key = key;
    this.usual = usual;
    this.kind = kind;
  }

  /** How a value is read. */
  @FunctionalInterface
  interface Kind {
    /**
     * The value in its one form.
     *
     * @throws IllegalArgumentException that says what would have been right
     */
    String read(String text);
  }

  /** In the operator's file. */
  public String key() {
    return key;
  }

  /** In a form of the call API: {@code AnswerTimeout}. */
  public String parameter() {
    return Character.toUpperCase(key.charAt(0)) + key.substring(1);
  }

  /** In an answer of the call API: {@code answer_timeout}. */
  public String field() {
    return key.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /** What holds if nothing is said. */
  public String usual() {
    return usual;
  }

  /** Whether nobody may read it again. */
  public boolean isSecret() {
    return this == PASSWORD || this == INWARD_PASSWORD;
  }

  /** The setting of a name in the operator's file. */
  public static Optional<TrunkSetting> of(String key) {
    return Arrays.stream(values()).filter(one -> one.key.equals(key)).findFirst();
  }

  /**
   * A value in its one form.
   *
   * @throws IllegalArgumentException that names the setting and says what would have been right
   */
  public String read(String text) {
    try {
      return kind.read(text);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(key + ": " + wrong.getMessage(), wrong);
    }
  }

  /** The kinds of value that there are. */
  private static final class Kinds {

    static final Kind FLAG =
        text ->
            switch (text.strip().toLowerCase(Locale.ROOT)) {
              case "true", "1" -> "true";
              case "false", "0", "" -> "false";
              default -> throw new IllegalArgumentException("must be true or false");
            };

    static final Kind DIGITS = text("[+0-9*#]{0,32}", "digits, with or without a plus");

    static final Kind ADDRESS = text -> text.isBlank() ? "" : Gateway.of(text, "", 0, 0).address();

    static final Kind RULES =
        text -> {
          text.lines().filter(line -> !line.isBlank()).forEach(HeaderRule::of);
          return text.strip();
        };

    static final Kind NETWORKS =
        text -> {
          org.jackfield.network.AllowedNetworks.parse(text);
          return text.strip();
        };

    private Kinds() {}

    static Kind text(String pattern, String what) {
      Pattern form = Pattern.compile(pattern);
      return text -> {
        if (!form.matcher(text.strip()).matches()) {
          // What was given is not said again: it may be a secret
          throw new IllegalArgumentException("must be " + what);
        }
        return text.strip();
      };
    }

    static Kind number(int least, int most) {
      return text -> {
        try {
          int number = Integer.parseInt(text.strip());
          if (number >= least && number <= most) {
            return Integer.toString(number);
          }
        } catch (NumberFormatException wrong) {
          throw new IllegalArgumentException("must be a whole number", wrong);
        }
        throw new IllegalArgumentException("must be from " + least + " to " + most);
      };
    }

    static Kind words(List<String> allowed) {
      return text -> {
        StringBuilder read = new StringBuilder();
        for (String word : text.strip().split("[,\\s]+", -1)) {
          if (!word.isEmpty()) {
            read.append(read.isEmpty() ? "" : " ").append(one(word, allowed));
          }
        }
        return read.toString();
      };
    }

    private static String one(String word, List<String> allowed) {
      return allowed.stream()
          .filter(word::equalsIgnoreCase)
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException("must be of " + String.join(", ", allowed)));
    }
  }
}
