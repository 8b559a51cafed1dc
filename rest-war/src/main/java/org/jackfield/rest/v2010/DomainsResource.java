package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.regex.Pattern;
import org.jackfield.account.SipDomain;
import org.jackfield.account.Voice;
import org.jackfield.call.Sid;
import org.jackfield.network.OwnAddress;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;

/** Domains of SIP addresses that an account answers for. */
@Path("Accounts/{account}/SIP/Domains")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class DomainsResource extends OwnedResource<SipDomain> {

  private static final Pattern NAME =
      Pattern.compile(
          "(?i)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

  /** An address of the network is nobody's domain (RFC 1123 section 2.1). */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

  private static final int LONGEST = 253;
  private static final int BAD_NAME = 21232;

  @Override
  Class<SipDomain> kind() {
    return SipDomain.class;
  }

  @Override
  Names names() {
    return new Names("domains", "Domains");
  }

  @Override
  int duplicateCode() {
    return BAD_NAME;
  }

  @Override
  SipDomain sample() {
    return new SipDomain(visit.account(), "");
  }

  @Override
  SipDomain make(Parameters parameters) {
    return new SipDomain(visit.account(), checked(parameters.required("DomainName", BAD_NAME)));
  }

  @Override
  void change(SipDomain domain, Parameters parameters) {
    parameters.friendlyName().ifPresent(domain::rename);
    parameters.filled("DomainName").map(DomainsResource::checked).ifPresent(domain::domainName);
    VoiceForm.change(domain.voice(), parameters, "VoiceStatusCallback");
    parameters.flag("SipRegistration").ifPresent(domain::sipRegistration);
    parameters.flag("Secure").ifPresent(domain::secure);
  }

  private static String checked(String name) {
    if (name.length() > LONGEST
        || !NAME.matcher(name).matches()
        || ADDRESS.matcher(name).matches()) {
      throw RestFailure.invalid(BAD_NAME, "DomainName must be a name in the DNS");
    }
    if (OwnAddress.isOwn(name, System::getProperty)) {
      // Whose domain it is gets the calls to it: those by the server's own name are everybody's
      throw RestFailure.invalid(BAD_NAME, "DomainName must not be the name of this server");
    }
    return name;
  }

  @Override
  Representation show(SipDomain domain) {
    Voice voice = domain.voice();
    String sid = domain.sid().value();
    Representation shown =
        new Representation("Domain")
            .with("sid", sid)
            .with("account_sid", domain.accountSid().value())
            .with("friendly_name", domain.friendlyName())
            .with("domain_name", domain.domainName())
            .with("api_version", CallApi.VERSION)
            .with("auth_type", "")
            .with("date_created", domain.created())
            .with("date_updated", domain.updated());
    return VoiceForm.show(shown, voice)
        .with("voice_status_callback_url", voice.statusCallback())
        .with("voice_status_callback_method", voice.statusCallbackMethod())
        .with("sip_registration", domain.sipRegistration())
        .with("emergency_calling_enabled", false)
        .with("secure", domain.secure())
        .withNothing("byoc_trunk_sid")
        .withNothing("emergency_caller_sid")
        .with("uri", Uris.of(domain.accountSid(), "SIP", "Domains", sid))
        .with("subresource_uris", below(domain.accountSid(), sid));
  }

  private static Representation below(Sid account, String sid) {
    Representation below = new Representation("SubresourceUris");
    for (String[] name :
        new String[][] {
          {"ip_access_control_list_mappings", "IpAccessControlListMappings"},
          {"credential_list_mappings", "CredentialListMappings"}
        }) {
      below.with(name[0], Uris.of(account, "SIP", "Domains", sid, name[1]));
    }
    return below;
  }
}
