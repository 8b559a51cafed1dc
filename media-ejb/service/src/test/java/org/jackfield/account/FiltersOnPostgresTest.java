package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.persistence.TypedQuery;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.account.CallFilter.Period;
import org.jackfield.call.Sid;
import org.junit.jupiter.api.Test;

/**
 * No filter of lists reads a table from end to end. {@code -Djackfield.test.calls=1000000} is the
 * size that is asked for; in each run there are fewer, for the time's sake.
 */
class FiltersOnPostgresTest {

  private static final int CALLS = Integer.getInteger("jackfield.test.calls", 20_000);
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MOST = Duration.ofMillis(200);
  private static final Pattern TIME = Pattern.compile("Execution Time: ([0-9.]+) ms");

  private final Map<String, String> slow = new LinkedHashMap<>();

  @Test
  void findsCallsByAnIndexWhateverIsAskedFor() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        TestDatabase test =
            new TestDatabase(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        Connection connection = server.getPostgresDatabase().getConnection()) {
      fill(connection);
      for (Map.Entry<String, CallFilter> filter : filters().entrySet()) {
        for (Range range : ranges()) {
          explain(test, connection, filter.getKey(), filter.getValue(), range);
        }
      }
    }
    assertThat(slow).as("filters that no index answers").isEmpty();
  }

  /** A call each second, all of one account, and one in a thousand of another. */
  private static void fill(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "insert into call_record (sid, account_sid, created, updated, version, from_party,"
              + " to_party, direction, status, answered, ended, parent_sid)"
              + " select 'CA' || lpad(to_hex(n), 32, '0'),"
              + " case when n % 1000 = 0 then '"
              + Samples.ACCOUNT.value().replace('1', '2')
              + "' else '"
              + Samples.ACCOUNT
              + "' end,"
              + micros(BEGIN)
              + " + n * 1000000::bigint, "
              + micros(BEGIN)
              + " + n * 1000000::bigint, 3, '+1555' || (n % 5000), '+1666' || (n % 7000),"
              + " case when n % 2 = 0 then 'inbound' else 'outbound-api' end,"
              + " case when n % 500 = 0 then 'failed' else 'completed' end, "
              + micros(BEGIN)
              + " + n * 1000000::bigint + 2000000, "
              + micros(BEGIN)
              + " + n * 1000000::bigint + 62000000,"
              + " case when n % 3 = 0 then 'CA' || lpad(to_hex(n - 1), 32, '0') end"
              + " from generate_series(1, "
              + CALLS
              + ") n");
      statement.execute("analyze");
    }
  }

  private static Map<String, CallFilter> filters() {
    Period ancient = new Period(Optional.empty(), Optional.of(BEGIN.plusSeconds(CALLS / 20)));
    Period late = new Period(Optional.of(BEGIN.plusSeconds(CALLS - CALLS / 20)), Optional.empty());
    Period never = new Period(Optional.of(BEGIN.plusSeconds(2L * CALLS)), Optional.empty());
    Period between =
        new Period(
            Optional.of(BEGIN.plusSeconds(CALLS / 3)), Optional.of(BEGIN.plusSeconds(CALLS / 2)));
    Map<String, CallFilter> filters = new LinkedHashMap<>();
    filters.put("nothing", filter("", "", "", Period.ANY, Period.ANY));
    filters.put("From", filter("+155542", "", "", Period.ANY, Period.ANY));
    filters.put("From nobody", filter("+19", "", "", Period.ANY, Period.ANY));
    filters.put("To", filter("", "+166642", "", Period.ANY, Period.ANY));
    filters.put("Status frequent", filter("", "", "completed", Period.ANY, Period.ANY));
    filters.put("Status rare", filter("", "", "failed", Period.ANY, Period.ANY));
    filters.put("Status of none", filter("", "", "ringing", Period.ANY, Period.ANY));
    filters.put("StartTime<", filter("", "", "", ancient, Period.ANY));
    filters.put("StartTime>", filter("", "", "", late, Period.ANY));
    filters.put("StartTime> of none", filter("", "", "", never, Period.ANY));
    filters.put("StartTime both", filter("", "", "", between, Period.ANY));
    filters.put("EndTime<", filter("", "", "", Period.ANY, ancient));
    filters.put("EndTime>", filter("", "", "", Period.ANY, late));
    filters.put("EndTime> of none", filter("", "", "", Period.ANY, never));
    filters.put("EndTime both", filter("", "", "", Period.ANY, between));
    filters.put("From and StartTime<", filter("+155542", "", "", ancient, Period.ANY));
    filters.put(
        "ParentCallSid",
        new CallFilter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(new Sid("CA" + "%032x".formatted(2))),
            Period.ANY,
            Period.ANY));
    return filters;
  }

  private static CallFilter filter(
      String from, String to, String status, Period started, Period ended) {
    return new CallFilter(some(from), some(to), some(status), Optional.empty(), started, ended);
  }

  private static Optional<String> some(String text) {
    return Optional.of(text).filter(it -> !it.isEmpty());
  }

  private static List<Range> ranges() {
    Place middle = new Place(BEGIN.plusSeconds(CALLS / 2), "CA" + "%032x".formatted(CALLS / 2));
    return List.of(Range.first(50), Range.after(middle, 50), Range.before(middle, 50));
  }

  private void explain(
      TestDatabase test, Connection connection, String name, CallFilter filter, Range range)
      throws Exception {
    List<Condition> conditions = Belongings.of(Samples.ACCOUNT, filter.conditions());
    TypedQuery<CallEntry> query = test.belongings.query(CallEntry.class, conditions, range);
    String sql = test.sqlOf(query);
    List<Object> values = new ArrayList<>();
    conditions.forEach(it -> values.add(TestDatabase.bound(it.value())));
    range
        .from()
        .ifPresent(place ->
            values.addAll(
                List.of(
                    TestDatabase.bound(place.created()),
                    TestDatabase.bound(place.created()),
                    place.sid())));
    String explained = "explain (analyze) " + sql + " limit " + (range.size() + 1);
    String plan = plan(connection, explained, values);
    // A machine that does other things as well may be late once, and twice
    for (int again = 0; again < 2 && millis(plan) > MOST.toMillis(); again++) {
      plan = plan(connection, explained, values);
    }
    judge(name + " " + (range.from().isPresent() ? range.backwards() : "first"), plan);
  }

  private static String plan(Connection connection, String explained, List<Object> values)
      throws Exception {
    StringBuilder plan = new StringBuilder();
    try (PreparedStatement statement = connection.prepareStatement(explained)) {
      for (int i = 0; i < values.size(); i++) {
        statement.setObject(i + 1, values.get(i));
      }
      try (ResultSet lines = statement.executeQuery()) {
        while (lines.next()) {
          plan.append(lines.getString(1)).append('\n');
        }
      }
    }
    return plan.toString();
  }

  private static double millis(String plan) {
    Matcher time = TIME.matcher(plan);
    assertThat(time.find()).as(plan).isTrue();
    return Double.parseDouble(time.group(1));
  }

  private void judge(String name, String plan) {
    double millis = millis(plan);
    System.out.printf("%-28s %8.2f ms%n", name, millis);
    if (plan.contains("Seq Scan") || !plan.contains("Index") || millis > MOST.toMillis()) {
      slow.put(name, plan);
    }
  }

  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
  }
}
