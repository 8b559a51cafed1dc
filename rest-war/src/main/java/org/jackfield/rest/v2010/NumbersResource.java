package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.account.Account.Status;
import org.jackfield.account.Condition;
import org.jackfield.account.Doorkeeper;
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

  private static final int BAD_NUMBER = 21421;
  private static final int NUMBER_TAKEN = 21422;
  private static final int BAD_APPLICATION = 21218;

  @Inject Doorkeeper doorkeeper;

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
    visit
        .query("PhoneNumber")
        .ifPresent(part -> conditions.add(Condition.contains("number", part)));
    return conditions;
  }

  @Override
  int duplicateCode() {
    return NUMBER_TAKEN;
  }

  @Override
  PhoneNumber sample() {
    return new PhoneNumber(visit.account(), "");
  }

  @Override
  PhoneNumber make(Parameters parameters) {
    String number =
        PhoneNumber.canonical(parameters.required("PhoneNumber", BAD_NUMBER))
            .orElseThrow(() ->
                RestFailure.invalid(
                    BAD_NUMBER,
                    "PhoneNumber must be in E.164, as +15551234567, or as it is dialled: an"
                        + " extension of 2 to 6 digits, or with a national 0"));
    return new PhoneNumber(visit.account(), number);
  }

  @Override
  void change(PhoneNumber number, Parameters parameters) {
    parameters.friendlyName().ifPresent(number::rename);
    VoiceForm.change(number.voice(), parameters, "StatusCallback");
    parameters
        .sid("VoiceApplicationSid", "AP", BAD_APPLICATION)
        .ifPresent(number::voiceApplication);
    parameters.filled("AccountSid").map(this::ownAccount).ifPresent(number::moveTo);
  }

  /** A number moves between the accounts that its owner may act for, and to no other. */
  private Sid ownAccount(String text) {
    if (Sid.isOne("AC", text)) {
      Sid account = new Sid(text);
      boolean mayAct = doorkeeper.mayEnter(visit.visitor(), account);
      if (mayAct && doorkeeper.status(account).filter(it -> it == Status.ACTIVE).isPresent()) {
        return account;
      }
    }
    throw RestFailure.invalid(20422, "AccountSid must be an active account of yours");
  }

  /** The hosted business sells these; here it is an empty page. */
  @GET
  @Path("{sid}/AssignedAddOns")
  public Response addOns(@PathParam("sid") String sid) {
    existing(sid);
    return Response.ok(visit.paging().showAll("assigned_add_ons", "AssignedAddOns", List.of()))
        .build();
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
