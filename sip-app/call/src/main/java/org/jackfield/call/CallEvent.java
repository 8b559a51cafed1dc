package org.jackfield.call;

import java.time.Instant;

/** What happens to a call: the network's word, or ours. */
public sealed interface CallEvent {

  /** When it happened. */
  Instant at();

  /** The far phone rings (180, 183). */
  record Rang(Instant at) implements CallEvent {}

  /** Answered, by the far end or by us (200). */
  record Answered(Instant at) implements CallEvent {}

  /** The far end, or the way there, did not take our call; a final status from 300 on. */
  record Refused(int sipStatus, Instant at) implements CallEvent {}

  /** We did not take a call that came in. */
  record Rejected(Rejection rejection, Instant at) implements CallEvent {}

  /** The far end hung up or gave up (BYE, CANCEL). */
  record HungUp(Instant at) implements CallEvent {}

  /** Nobody answered in the time given. */
  record TimedOut(Instant at) implements CallEvent {}

  /** We ended it: the document came to its end, the API asked, the other leg hung up. */
  record Dropped(Instant at) implements CallEvent {}

  /** It cannot go on: an application that has no answer, a mistake of ours, a far end gone dumb. */
  record Failed(Instant at) implements CallEvent {}
}
