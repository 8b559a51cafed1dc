package org.jackfield.sip.container.core;

import java.util.List;
import java.util.Set;
import javax.sip.Dialog;
import javax.sip.ServerTransaction;
import javax.sip.Transaction;
import javax.sip.TransactionState;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.message.TransactionApplicationData;

/**
 * What the stack keeps of a session that has ended: RFC 3261 section 17.2.2 has the transaction of
 * its BYE answer repetitions for 32 s more, with bytes that the stack has. Without this it would
 * keep the session alive through the message, and everything that the session knows.
 */
final class Remains {
  private final List<Transaction> transactions;
  private final @Nullable Dialog dialog;

  private Remains(List<Transaction> transactions, @Nullable Dialog dialog) {
    this.transactions = transactions;
    this.dialog = dialog;
  }

  /** Looks at a session that is about to end; afterwards it does not know any more. */
  static Remains of(CoreSession session) {
    Set<Transaction> ongoing = session.getOngoingTransactions();
    List<Transaction> answered =
        ongoing == null ? List.of() : ongoing.stream().filter(Remains::isAnswered).toList();
    return new Remains(answered, session.getSessionCreatingDialog());
  }

  private static boolean isAnswered(Transaction transaction) {
    TransactionState state = transaction.getState();
    return transaction instanceof ServerTransaction
        && (state == TransactionState.COMPLETED || state == TransactionState.TERMINATED);
  }

  void letGo() {
    for (Transaction transaction : transactions) {
      letGo(transaction.getApplicationData());
    }
    if (dialog != null) {
      letGo(dialog.getApplicationData());
    }
  }

  private static void letGo(@Nullable Object kept) {
    if (kept instanceof TransactionApplicationData data) {
      data.setSipServletMessage(null);
    }
  }
}
