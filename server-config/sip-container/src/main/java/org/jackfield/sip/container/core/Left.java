package org.jackfield.sip.container.core;

import javax.sip.Dialog;
import javax.sip.Transaction;
import org.jackfield.sip.container.core.transport.SignalingStack;
import org.jspecify.annotations.Nullable;
import org.mobicents.servlet.sip.message.TransactionApplicationData;

/**
 * Stands in the transactions and dialogs of an application that has left, for what the core kept
 * there. RFC 3261 has them linger for 32 s, and each would keep the application with its class
 * loader; and when it comes again under its name they are not the new one's.
 */
final class Left {
  private static final Object LEFT = new Left();

  private Left() {}

  /** Whether what a transaction or a dialog carries says that its application has left. */
  static boolean is(@Nullable Object data) {
    return data == LEFT;
  }

  /** Lets the stack know nothing of an application any more, which nobody else must be now. */
  static void by(String application, SignalingStack stack) {
    stack.show(
        transaction -> leave(application, transaction), dialog -> leave(application, dialog));
  }

  private static void leave(String application, Transaction transaction) {
    if (isOf(application, transaction.getApplicationData())) {
      transaction.setApplicationData(LEFT);
    }
  }

  private static void leave(String application, Dialog dialog) {
    if (isOf(application, dialog.getApplicationData())) {
      dialog.setApplicationData(LEFT);
    }
  }

  private static boolean isOf(String application, @Nullable Object data) {
    return data instanceof TransactionApplicationData known
        && known.getSipSessionKey() != null
        && known.getSipSessionKey().getApplicationName().equals(application);
  }
}
