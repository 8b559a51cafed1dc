package org.jackfield.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jackfield.call.Sid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A page is read, and not all that could be on it. */
class ListsOnH2Test {

  private static final int CALLS = 2_000;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Pattern READ = Pattern.compile("scanCount: (\\d+)");

  private TestDatabase test;
  private Connection connection;

  @BeforeEach
  void open() throws Exception {
    String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    test = new TestDatabase(url, "sa", "");
    connection = DriverManager.getConnection(url, "sa", "");
    try (PreparedStatement insert =
        connection.prepareStatement(
            "insert into call_record (sid, account_sid, created, updated, version, from_party,"
                + " to_party, direction, status) values (?, ?, ?, 0, 1, ?, ?, 'inbound', ?)")) {
      for (int call = 0; call < CALLS; call++) {
        insert.setString(1, "CA%032x".formatted(call));
        insert.setString(2, Samples.ACCOUNT.value());
        insert.setLong(3, TestDatabase.micros(BEGIN.plusSeconds(call)));
        insert.setString(4, "+1555" + call % 3);
        insert.setString(5, "+1666" + call % 3);
        insert.setString(6, call % 4 == 0 ? "failed" : "completed");
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  @AfterEach
  void close() throws Exception {
    connection.close();
    test.close();
  }

  private int read(Range range, Condition... conditions) throws Exception {
    List<Condition> all = Belongings.of(Samples.ACCOUNT, List.of(conditions));
    String sql = test.sqlOf(test.belongings.query(CallEntry.class, all, range));
    try (PreparedStatement explain =
        connection.prepareStatement(
            "explain analyze " + sql + " fetch first " + (range.size() + 1) + " rows only")) {
      int parameter = 1;
      for (Condition condition : all) {
        explain.setObject(parameter++, TestDatabase.bound(condition.value()));
      }
      if (range.from().isPresent()) {
        Place place = range.from().get();
        explain.setObject(parameter++, TestDatabase.bound(place.created()));
        explain.setObject(parameter++, TestDatabase.bound(place.created()));
        explain.setObject(parameter, place.sid());
      }
      try (ResultSet plan = explain.executeQuery()) {
        assertThat(plan.next()).isTrue();
        Matcher count = READ.matcher(plan.getString(1));
        assertThat(count.find()).as(plan.getString(1)).isTrue();
        return Integer.parseInt(count.group(1));
      }
    }
  }

  @Test
  void readNoMoreCallsThanTheyShow() throws Exception {
    Range first = Range.first(50);
    Sid middle = new Sid("CA%032x".formatted(CALLS / 2));
    Range next = Range.after(new Place(BEGIN.plusSeconds(CALLS / 2), middle.value()), 50);
    for (Range range : List.of(first, next)) {
      assertThat(read(range)).as("all").isLessThanOrEqualTo(53);
      assertThat(read(range, Condition.is("from", "+15551"))).as("From").isLessThanOrEqualTo(53);
      assertThat(read(range, Condition.is("to", "+16661"))).as("To").isLessThanOrEqualTo(53);
      assertThat(read(range, Condition.is("from", "+15551"), Condition.is("status", "failed")))
          .as("of the calls of a number every fourth")
          .isLessThanOrEqualTo(4 * 53);
      assertThat(read(range, Condition.is("status", "failed")))
          .as("Status")
          .isLessThanOrEqualTo(53);
    }
  }
}
