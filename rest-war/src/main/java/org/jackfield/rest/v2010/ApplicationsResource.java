package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jackfield.account.Application;
import org.jackfield.account.Voice;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;

/** Addresses of web applications, kept once for many numbers and calls. */
@Path("Accounts/{account}/Applications")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class ApplicationsResource extends OwnedResource<Application> {

  @Override
  Class<Application> kind() {
    return Application.class;
  }

  @Override
  Names names() {
    return new Names("applications", "Applications");
  }

  @Override
  Application sample() {
    return new Application(visit.account(), "");
  }

  @Override
  Application make(Parameters parameters) {
    return new Application(visit.account(), parameters.friendlyName().orElse("Application"));
  }

  @Override
  void change(Application application, Parameters parameters) {
    parameters.friendlyName().ifPresent(application::rename);
    VoiceForm.change(application.voice(), parameters, "StatusCallback");
  }

  @Override
  Representation show(Application application) {
    Voice voice = application.voice();
    String sid = application.sid().value();
    Representation shown =
        new Representation("Application")
            .with("sid", sid)
            .with("account_sid", application.accountSid().value())
            .with("friendly_name", application.friendlyName())
            .with("api_version", CallApi.VERSION)
            .with("date_created", application.created())
            .with("date_updated", application.updated());
    return VoiceForm.show(shown, voice)
        .with("status_callback", voice.statusCallback())
        .with("status_callback_method", voice.statusCallbackMethod())
        .with("voice_caller_id_lookup", voice.callerIdLookup())
        .withNothing("sms_url")
        .with("sms_method", "POST")
        .withNothing("sms_fallback_url")
        .with("sms_fallback_method", "POST")
        .withNothing("sms_status_callback")
        .withNothing("message_status_callback")
        .with("public_application_connect_enabled", false)
        .with("uri", Uris.of(application.accountSid(), "Applications", sid));
  }
}
