package org.jackfield.system.deployment.office;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A call that was taken down. */
@Entity
public class CallRecord {
  @Id private String callId = "";
  private String caller = "";

  protected CallRecord() {}

  public CallRecord(String callId, String caller) {
    this.callId = callId;
    this.caller = caller;
  }

  public String callId() {
    return callId;
  }

  public String caller() {
    return caller;
  }
}
