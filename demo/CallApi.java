import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The server's call API, with the account's SID and token. In XML, which a JDK can read. */
class CallApi {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String account;
  private final String login;

  CallApi(String server, String sid, String token) {
    account = server + "/2010-04-01/Accounts/" + sid;
    byte[] pair = (sid + ":" + token).getBytes(StandardCharsets.UTF_8);
    login = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /**
   * Makes a number ours, if it is nobody's, and leads its calls to us. One that leads elsewhere is
   * left alone: its owner has changed it.
   *
   * @return what has become of it
   */
  String lead(String number, String base) throws IOException {
    Map<String, String> form =
        Map.of(
            "VoiceUrl", base + "/voice", "VoiceMethod", "POST", "StatusCallback", base + "/status");
    for (Map<String, String> known :
        list("IncomingPhoneNumbers", "PhoneNumber=" + encoded(number))) {
      if (known.get("PhoneNumber").equals(number)) {
        String leads = known.getOrDefault("VoiceUrl", "");
        if (!leads.isEmpty() && !isOurs(leads, known.getOrDefault("StatusCallback", ""))) {
          return number + " leads to " + leads + ", and is left so";
        }
        post("/IncomingPhoneNumbers/" + known.get("Sid") + ".xml", form);
        return number + " leads here";
      }
    }
    Map<String, String> made = new HashMap<>(form);
    made.putAll(Map.of("PhoneNumber", number, "FriendlyName", "Demonstration"));
    post("/IncomingPhoneNumbers.xml", made);
    return number + " is new, and leads here";
  }

  /** Whether we, or we at another port, have led a number. */
  private static boolean isOurs(String voice, String status) {
    return voice.matches("http://127\\.0\\.0\\.1:[0-9]+/voice")
        && status.equals(voice.replaceAll("/voice$", "/status"));
  }

  /** What callers have left, newest first. */
  List<Map<String, String>> messages() throws IOException {
    return list("Recordings", "PageSize=50").stream()
        .filter(it -> "RecordVerb".equals(it.get("Source")) && "completed".equals(it.get("Status")))
        .toList();
  }

  /** The newest things of a list, each with its fields by name. */
  List<Map<String, String>> list(String name, String query) throws IOException {
    byte[] xml = answer(request("/" + name + ".xml?" + query).GET(), BodyHandlers.ofByteArray());
    List<Map<String, String>> things = new ArrayList<>();
    // <TwilioResponse><Calls><Call><Sid>...
    for (Node thing : children(children(root(xml)).getFirst())) {
      things.add(
          children(thing).stream()
              .collect(
                  Collectors.toMap(Node::getNodeName, Node::getTextContent, (one, two) -> one)));
    }
    return things;
  }

  /** The address of a recording's sound. */
  String soundOf(String sid) {
    return account + "/Recordings/" + sid;
  }

  InputStream mp3(String sid) throws IOException {
    return answer(request("/Recordings/" + sid + ".mp3").GET(), BodyHandlers.ofInputStream());
  }

  void remove(String sid) throws IOException {
    answer(request("/Recordings/" + encoded(sid) + ".xml").DELETE(), BodyHandlers.discarding());
  }

  private void post(String path, Map<String, String> form) throws IOException {
    String body =
        form.entrySet().stream()
            .map(field -> field.getKey() + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    answer(
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body)),
        BodyHandlers.discarding());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(account + path))
        .timeout(PATIENCE)
        .header("Authorization", login);
  }

  private <T> T answer(HttpRequest.Builder request, BodyHandler<T> body) throws IOException {
    try {
      HttpRequest asked = request.build();
      HttpResponse<T> answer = http.send(asked, body);
      if (answer.statusCode() >= 300) {
        throw new IOException(asked.uri() + " is answered " + answer.statusCode());
      }
      return answer.body();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IOException(ended);
    }
  }

  private static Node root(byte[] xml) throws IOException {
    try {
      return DocumentBuilderFactory.newDefaultInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(xml))
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException unreadable) {
      throw new IOException(unreadable);
    }
  }

  private static List<Node> children(Node parent) {
    List<Node> children = new ArrayList<>();
    for (Node it = parent.getFirstChild(); it != null; it = it.getNextSibling()) {
      children.add(it);
    }
    return children;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
