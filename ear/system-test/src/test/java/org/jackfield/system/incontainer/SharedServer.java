package org.jackfield.system.incontainer;

import org.jackfield.system.TestServer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Lets Arquillian find the server that all tests share, before it looks for one. */
public final class SharedServer implements LoadableExtension {
  @Override
  public void register(ExtensionBuilder builder) {
    System.setProperty(
        "jackfield.test.management.port", String.valueOf(TestServer.shared().port(9990)));
  }
}
