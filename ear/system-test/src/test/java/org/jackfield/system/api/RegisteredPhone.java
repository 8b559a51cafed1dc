package org.jackfield.system.api;

import java.util.Locale;
import org.jackfield.system.api.ApiServer.User;
import org.jackfield.system.call.PhoneDomain;
import org.jackfield.system.call.Registration;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;

/** A phone that is registered at a SIP domain of an account of its own. */
final class RegisteredPhone {

  private RegisteredPhone() {}

  /** Makes all that it needs, and says where its registrations are, below the account. */
  static String make(ApiServer server, User owner) {
    String name = "phones-of-" + owner.name().toLowerCase(Locale.ROOT) + ".example";
    String sip = owner.path() + "/SIP";
    String domain =
        server.make(owner, sip + "/Domains.json", "SipRegistration=true&DomainName=" + name);
    String list = server.make(owner, sip + "/CredentialLists.json", "FriendlyName=phones");
    server.make(
        owner,
        sip + "/CredentialLists/" + list + "/Credentials.json",
        "Username=alice&Password=" + PhoneDomain.PASSWORD);
    server.make(
        owner,
        sip + "/Domains/" + domain + "/Auth/Registrations/CredentialListMappings.json",
        "CredentialListSid=" + list);
    try (Phone phone = Phone.udp(server.server().sipPort())) {
      Message answer =
          Registration.with(phone, "alice", PhoneDomain.PASSWORD, name).register("SHA-256");
      if (answer.status() != 200) {
        throw new AssertionError("A phone is not registered: " + answer.startLine());
      }
    }
    return "/SIP/Domains/" + domain + "/Registrations";
  }
}
