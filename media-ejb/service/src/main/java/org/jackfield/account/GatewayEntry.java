package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jackfield.call.Sid;
import org.jackfield.trunk.Gateway;

/** A host of a trunk. */
@Entity
@Table(name = "trunk_gateway")
public class GatewayEntry extends Edited {

  @Column(name = "trunk_sid")
  String trunkSid = "";

  String address = "";
  String transport = "UDP";
  int priority;
  int weight;

  /** For the provider of persistence. */
  protected GatewayEntry() {}

  /** A new one. */
  public GatewayEntry(Sid owner, Sid trunk, Gateway gateway) {
    super(Sid.random("GW"), owner, "");
    trunkSid = trunk.value();
    gateway(gateway);
  }

  /** The trunk it is of. */
  public Sid trunk() {
    return new Sid(trunkSid);
  }

  /** Where it is. */
  public Gateway gateway() {
    return Gateway.of(address, transport, priority, weight);
  }

  /** Moves it. */
  public final void gateway(Gateway other) {
    address = other.address();
    transport = other.transport().name();
    priority = other.priority();
    weight = other.weight();
  }
}
