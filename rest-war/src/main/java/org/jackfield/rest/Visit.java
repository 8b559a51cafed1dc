package org.jackfield.rest;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.jackfield.account.Doorkeeper.Visitor;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** Who asks, for which account, and how the address was written. */
@RequestScoped
public class Visit {

  private @Nullable Visitor visitor;
  private @Nullable Sid account;
  private String path = "";
  private Form form = Form.XML;
  private MultivaluedMap<String, String> query = new MultivaluedHashMap<>();
  private Optional<String> known = Optional.empty();

  void begin(
      String writtenPath,
      Form askedFor,
      MultivaluedMap<String, String> parameters,
      Optional<String> ifNoneMatch) {
    path = writtenPath;
    form = askedFor;
    query = parameters;
    known = ifNoneMatch;
  }

  void admit(Visitor who, Sid where) {
    visitor = who;
    account = where;
  }

  /**
   * Lets in who has an account's token only: a key is for programs, and opens less.
   *
   * @throws RestFailure if it is a key
   */
  public void refuseKey() {
    if (visitor().byKey()) {
      throw new RestFailure(403, 20403, "An API key does not change this: use the account's token");
    }
  }

  /** Who asks. */
  public Visitor visitor() {
    if (visitor == null) {
      throw RestFailure.unknownVisitor();
    }
    return visitor;
  }

  /** The account that the address names, or the visitor's own. */
  public Sid account() {
    if (account == null) {
      throw RestFailure.unknownVisitor();
    }
    return account;
  }

  /** The path as it was written, with the form at its end. */
  public String path() {
    return path;
  }

  /** What stands behind the question mark. */
  public MultivaluedMap<String, String> query() {
    return query;
  }

  /** A parameter behind the question mark, unless it is empty. */
  public Optional<String> query(String name) {
    return Optional.ofNullable(query.getFirst(name)).filter(it -> !it.isEmpty());
  }

  /** The page of a list that is asked for. */
  public Paging paging() {
    return Paging.of(path, query);
  }

  /** The versions that who asks has already, as in {@code If-None-Match}. */
  Optional<String> known() {
    return known;
  }

  /** The form of the answer. */
  public Form form() {
    return form;
  }
}
