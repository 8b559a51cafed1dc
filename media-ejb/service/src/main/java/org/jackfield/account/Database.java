package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.jspecify.annotations.Nullable;

/** Where the entity manager comes from: the server's, one for each transaction. */
@ApplicationScoped
public class Database {

  @Produces
  @PersistenceContext(unitName = "jackfield")
  @Nullable EntityManager entityManager;
}
