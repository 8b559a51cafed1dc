import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A page for people: the last calls, the messages, and what the server has told us of them. */
class StatusPage {

  private static final int MOST = 20;

  private final CallApi api;
  private final String number;
  private final Deque<List<String>> told = new ArrayDeque<>();

  StatusPage(CallApi api, String number) {
    this.api = api;
    this.number = number;
  }

  /** Takes down a callback, of a call that is over or a message that is there. Any thread. */
  void told(Map<String, String> form) {
    String now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).toString();
    List<String> line =
        form.containsKey("RecordingSid")
            ? List.of(
                now,
                "Message " + form.get("RecordingStatus"),
                form.getOrDefault("RecordingDuration", "0") + " s",
                form.get("RecordingSid"))
            : List.of(
                now,
                "Call " + form.get("CallStatus"),
                form.getOrDefault("CallDuration", "0")
                    + " s, sound "
                    + form.getOrDefault("SoundOpinionScore", "none"),
                form.getOrDefault("CallSid", ""));
    synchronized (told) {
      told.addFirst(line);
      if (told.size() > MOST) {
        told.removeLast();
      }
    }
  }

  void show(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/")) {
      front(exchange);
    } else if (path.matches("/messages/RE[0-9a-f]{32}\\.mp3")) {
      // A browser does not know the account's token, so we fetch it
      exchange.getResponseHeaders().set("Content-Type", "audio/mpeg");
      try (InputStream sound = api.mp3(path.substring(10, path.length() - 4))) {
        byte[] whole = sound.readAllBytes();
        exchange.sendResponseHeaders(200, whole.length);
        exchange.getResponseBody().write(whole);
      }
    } else {
      Menu.send(exchange, 404, "text/plain", "There is no " + path);
    }
  }

  private void front(HttpExchange exchange) throws IOException {
    String page;
    try {
      page = page();
    } catch (IOException unasked) {
      Menu.send(exchange, 502, "text/plain", "The server says nothing: " + unasked.getMessage());
      return;
    }
    Menu.send(exchange, 200, "text/html", page);
  }

  private String page() throws IOException {
    List<List<String>> callbacks;
    synchronized (told) {
      callbacks = List.copyOf(told);
    }
    return TEMPLATE
        .replace("{number}", Menu.escaped(number))
        .replace("{calls}", calls())
        .replace("{messages}", messages())
        .replace(
            "{callbacks}",
            table(
                callbacks.stream().map(line -> line.stream().map(Menu::escaped).toList()).toList(),
                "Nothing yet. The server tells when a call is over or a message is there.",
                "Time",
                "What",
                "How",
                "SID"))
        .replace("{notifications}", notifications());
  }

  private String calls() throws IOException {
    return table(
        api.list("Calls", "PageSize=" + MOST).stream()
            .map(
                call ->
                    List.of(
                        time(call.get("StartTime")),
                        field(call, "From"),
                        field(call, "To"),
                        status(field(call, "Status")),
                        seconds(call)))
            .toList(),
        "Nobody has called yet.",
        "Time",
        "From",
        "To",
        "Status",
        "Seconds");
  }

  private String messages() throws IOException {
    return table(
        api.messages().stream()
            .limit(MOST)
            .map(
                message ->
                    List.of(
                        time(message.get("StartTime")),
                        seconds(message),
                        "<audio controls preload=\"none\" src=\"/messages/"
                            + field(message, "Sid")
                            + ".mp3\"></audio>"))
            .toList(),
        "No messages. To leave one, press 1 in a call.",
        "Time",
        "Seconds",
        "Sound");
  }

  private String notifications() throws IOException {
    return table(
        api.list("Notifications", "PageSize=" + MOST).stream()
            .map(
                it ->
                    List.of(
                        time(it.get("MessageDate")),
                        field(it, "ErrorCode"),
                        field(it, "MessageText"),
                        field(it, "RequestUrl")))
            .toList(),
        "Nothing went wrong.",
        "Time",
        "Code",
        "What",
        "Where");
  }

  /** {@code Fri, 27 Nov 2026 06:15:12 +0000} without what today's reader knows. */
  private static String time(String date) {
    return date == null ? "" : date.replaceAll("^\\w+, | \\+0000$", "");
  }

  private static String seconds(Map<String, String> thing) {
    String duration = field(thing, "Duration");
    return duration.startsWith("-") ? "" : duration;
  }

  private static String status(String status) {
    return "<b class=\"" + status + "\">" + status + "</b>";
  }

  private static String field(Map<String, String> thing, String name) {
    return Menu.escaped(thing.getOrDefault(name, ""));
  }

  private static String table(List<List<String>> rows, String without, String... names) {
    if (rows.isEmpty()) {
      return "<p>" + without + "</p>";
    }
    return rows.stream()
        .map(row -> "<td>" + String.join("</td><td>", row) + "</td>")
        .collect(
            Collectors.joining(
                "</tr><tr>",
                "<table><tr><th>" + String.join("</th><th>", names) + "</th></tr><tr>",
                "</tr></table>"));
  }

  private static final String TEMPLATE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>{number}</title>
      <style>
        body { font: 15px/1.5 system-ui, sans-serif; color: #222; background: #f5f5f2; margin: 0 }
        header { background: #23395b; color: #fff; padding: 1.2em 2em }
        header h1 { margin: 0; font-size: 1.5em } header p { margin: 0; color: #cdd6e4 }
        main { max-width: 64em; margin: 0 auto; padding: 1em 2em }
        section { background: #fff; border: 1px solid #ddd; border-radius: 6px; overflow-x: auto }
        section { margin: 1em 0; padding: .6em 1.2em 1em }
        h2 { font-size: 1.1em; margin: .3em 0 } p { color: #666; margin: .3em 0 }
        table { border-collapse: collapse; width: 100% }
        th { text-align: left; font-weight: 600; color: #666 }
        th, td { padding: .25em 1em .25em 0; border-top: 1px solid #eee; vertical-align: middle }
        tr:first-child th { border-top: 0 }
        td { font-variant-numeric: tabular-nums; overflow-wrap: anywhere }
        td:first-child { white-space: nowrap }
        audio { height: 2em; vertical-align: middle }
        .completed { color: #1b7f3b } .in-progress, .ringing, .queued { color: #b26a00 }
        .failed, .busy, .no-answer, .canceled { color: #b3261e }
      </style>
      <header><h1>{number}</h1><p>The demonstration of Jackfield. Times are UTC.</p></header>
      <main>
        <section><h2>Calls</h2>{calls}</section>
        <section><h2>Messages</h2>{messages}</section>
        <section><h2>Told by callbacks</h2>{callbacks}</section>
        <section><h2>What went wrong</h2>{notifications}</section>
      </main>
      <script>
        const heard = () => [...document.querySelectorAll('audio')].some(it => !it.paused)
        setInterval(() => heard() || location.reload(), 5000)
      </script>
      """;
}
