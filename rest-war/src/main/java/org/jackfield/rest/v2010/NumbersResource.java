package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jackfield.account.Condition;
import org.jackfield.account.PhoneNumber;
import org.jackfield.account.Voice;
import org.jackfield.call.Sid;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;

/** The numbers that an account is called at. */
@Path("Accounts/{account}/IncomingPhoneNumbers")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class NumbersResource extends OwnedResource<PhoneNumber> {

  private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{2,20}");
  private static final int BAD_NUMBER = 21421;
  private static final int NUMBER_TAKEN = 21422;
  private static final int BAD_APPLICATION = 21218;

  @Override
  Class<PhoneNumber> kind() {
    return PhoneNumber.class;
  }

  @Override
  Names names() {
    return new Names("incoming_phone_numbers", "IncomingPhoneNumbers");
  }

  @Override
  List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>(named());
    visit.query("PhoneNumber").ifPresent(number -> conditions.add(Condition.is("number", number)));
    return conditions;
  }

  @Override
  int duplicateCode() {
    return NUMBER_TAKEN;
  }

  @Override
  PhoneNumber make(Parameters parameters) {
    String number = parameters.required("PhoneNumber", BAD_NUMBER).replaceAll("[ ().-]", "");
    if (!NUMBER.matcher(number).matches()) {
      throw RestFailure.invalid(BAD_NUMBER, "PhoneNumber must be in E.164, as +15551234567");
    }
    return new PhoneNumber(visit.account(), number);
  }

  @Override
  void change(PhoneNumber number, Parameters parameters) {
    parameters.friendlyName().ifPresent(number::rename);
    VoiceForm.change(number.voice(), parameters, "StatusCallback");
    parameters
        .sid("VoiceApplicationSid", "AP", BAD_APPLICATION)
        .ifPresent(number::voiceApplication);
  }

  @Override
  Representation show(PhoneNumber number) {
    Voice voice = number.voice();
    String sid = number.sid().value();
    Representation shown =
        new Representation("IncomingPhoneNumber")
            .with("sid", sid)
            .with("account_sid", number.accountSid().value())
            .with("friendly_name", number.friendlyName())
            .with("phone_number", number.number());
    return VoiceForm.show(shown, voice)
        .with("voice_caller_id_lookup", voice.callerIdLookup())
        .with("voice_application_sid", number.voiceApplication().map(Sid::value))
        .with("voice_receive_mode", "voice")
        .with("date_created", number.created())
        .with("date_updated", number.updated())
        .withNothing("sms_url")
        .with("sms_method", "POST")
        .withNothing("sms_fallback_url")
        .with("sms_fallback_method", "POST")
        .withNothing("sms_application_sid")
        .with(
            "capabilities",
            new Representation("Capabilities")
                .with("voice", true)
                .with("sms", false)
                .with("mms", false)
                .with("fax", false))
        .with("status_callback", voice.statusCallback())
        .with("status_callback_method", voice.statusCallbackMethod())
        .with("api_version", CallApi.VERSION)
        .with("uri", Uris.of(number.accountSid(), "IncomingPhoneNumbers", sid))
        .with("beta", false)
        .with("origin", "hosted")
        .with("address_requirements", "none")
        .withNothing("address_sid")
        .withNothing("identity_sid")
        .withNothing("trunk_sid")
        .withNothing("bundle_sid")
        .with("emergency_status", "Inactive")
        .withNothing("emergency_address_sid")
        .with("emergency_address_status", "unregistered")
        .with("status", "in-use");
  }
}
