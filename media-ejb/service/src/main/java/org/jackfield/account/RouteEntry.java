package org.jackfield.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.stream.Stream;
import org.jackfield.call.Sid;

/** By which trunks numbers of a prefix are called. */
@Entity
@Table(name = "trunk_route")
public class RouteEntry extends Edited {

  /** So many trunks a route may name. */
  public static final int MOST = 16;

  String prefix = "";
  String trunks = "";

  /** For the provider of persistence. */
  protected RouteEntry() {}

  /** A new one that leads nowhere yet. */
  public RouteEntry(Sid owner, String prefix) {
    super(Sid.random("RT"), owner, "");
    this.prefix = prefix;
  }

  /** Of the numbers; the empty one is of all. */
  public String prefix() {
    return prefix;
  }

  /** Of other numbers from now on. */
  public void prefix(String other) {
    prefix = other;
  }

  /** The first that can is used. */
  public List<Sid> trunks() {
    return Stream.of(trunks.split(" ")).filter(it -> !it.isEmpty()).map(Sid::new).toList();
  }

  /** By others from now on. */
  public void trunks(List<Sid> others) {
    trunks = String.join(" ", others.stream().map(Sid::value).toList());
  }
}
