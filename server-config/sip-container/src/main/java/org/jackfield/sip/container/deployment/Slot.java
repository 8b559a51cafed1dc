package org.jackfield.sip.container.deployment;

import java.util.Optional;
import org.jackfield.sip.container.SipApplication;
import org.jspecify.annotations.Nullable;

/**
 * Where a SIP application will be found once it is in service. What is injected before points here.
 */
final class Slot {
  private final String application;
  private final String module;
  private volatile @Nullable SipApplication filled;

  Slot(String application, String module) {
    this.application = application;
    this.module = module;
  }

  String application() {
    return application;
  }

  /** Name of the module of the web application that the SIP application lives in. */
  String module() {
    return module;
  }

  void fill(SipApplication application) {
    filled = application;
  }

  void clear() {
    filled = null;
  }

  Optional<SipApplication> content() {
    return Optional.<@Nullable SipApplication>ofNullable(filled);
  }

  SipApplication require() {
    return content()
        .orElseThrow(() ->
            new IllegalStateException("SIP application '" + application + "' is not in service"));
  }
}
