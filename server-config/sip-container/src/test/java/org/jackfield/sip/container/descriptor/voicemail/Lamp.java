package org.jackfield.sip.container.descriptor.voicemail;

import jakarta.servlet.sip.annotation.SipServlet;

/** Has the name of its class. */
@SipServlet
public class Lamp extends jakarta.servlet.sip.SipServlet {
  private static final long serialVersionUID = 1L;
}
