package org.jackfield.call;

/** Where calls are written down. Returns at once: the writing is done beside the call, in order. */
public interface CallRecords {

  /** Takes the latest state of a call. It is kept even if the process dies after this returned. */
  void keep(CallRecord call);

  /** Takes an error of an application or of ours that the customer shall see. */
  void keep(Notification notification);

  /** Takes a question to an application and its answer. */
  void keep(Webhook webhook);
}
