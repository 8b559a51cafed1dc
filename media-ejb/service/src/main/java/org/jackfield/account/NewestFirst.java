package org.jackfield.account;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/**
 * Version 12 of the schema. Lists are shown newest first. H2 reads an index from its first entry to
 * its last and not the other way, so that a page of 50 calls read all calls of the account.
 * PostgreSQL reads both ways, and keeps what it has: to make it anew would hold up other nodes.
 */
final class NewestFirst implements JavaMigration {

  /** Indexes by their names: the table, and the columns before {@code created} and {@code sid}. */
  private static final Map<String, List<String>> INDEXES =
      Map.of(
          "call_record_owner", List.of("call_record", "account_sid"),
          "call_record_from", List.of("call_record", "account_sid", "from_party"),
          "call_record_to", List.of("call_record", "account_sid", "to_party"),
          "call_record_status", List.of("call_record", "account_sid", "status"),
          "call_record_parent", List.of("call_record", "account_sid", "parent_sid"),
          "notification_owner", List.of("notification", "account_sid"),
          "recording_owner", List.of("recording", "account_sid"));

  @Override
  public MigrationVersion getVersion() {
    return MigrationVersion.fromVersion("12");
  }

  @Override
  public String getDescription() {
    return "newest first";
  }

  @Override
  public @Nullable Integer getChecksum() {
    return null;
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    if (!connection.getMetaData().getDatabaseProductName().equals("H2")) {
      return;
    }
    try (Statement statement = connection.createStatement()) {
      for (Map.Entry<String, List<String>> index : INDEXES.entrySet()) {
        List<String> columns = index.getValue().subList(1, index.getValue().size());
        statement.execute("drop index " + index.getKey());
        statement.execute(
            "create index %s on %s (%s desc, created desc, sid desc)"
                .formatted(
                    index.getKey(), index.getValue().getFirst(), String.join(" desc, ", columns)));
      }
    }
  }
}
