package org.jackfield.account;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** How a database comes by our tables, and by those of a newer version. */
final class Schema {

  private Schema() {}

  /** All that is to be done, for whatever database. */
  static FluentConfiguration steps() {
    return Flyway.configure(Schema.class.getClassLoader())
        .locations("classpath:db/migration")
        .javaMigrations(new NewestFirst());
  }
}
