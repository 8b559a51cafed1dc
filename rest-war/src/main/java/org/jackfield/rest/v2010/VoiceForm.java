package org.jackfield.rest.v2010;

import org.jackfield.account.Voice;
import org.jackfield.call.VoiceSettings.Remembered;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;

/** Reads and shows where the instructions for calls are. */
final class VoiceForm {

  private static final int BAD_ADDRESS = 21502;
  private static final int BAD_CALLBACK = 21609;

  private VoiceForm() {}

  /** Changes what was sent, and nothing else. */
  static void change(Voice voice, Parameters parameters, String callbackPrefix) {
    parameters.address("VoiceUrl", BAD_ADDRESS, voice::url);
    parameters.method("VoiceMethod", voice::method);
    parameters.address("VoiceFallbackUrl", BAD_ADDRESS, voice::fallbackUrl);
    parameters.method("VoiceFallbackMethod", voice::fallbackMethod);
    parameters.address(callbackPrefix + "Url", BAD_CALLBACK, voice::statusCallback);
    parameters.address(callbackPrefix, BAD_CALLBACK, voice::statusCallback);
    parameters.method(callbackPrefix + "Method", voice::statusCallbackMethod);
    parameters.flag("VoiceCallerIdLookup").ifPresent(voice::callerIdLookup);
    parameters.filled("VoiceSession").map(VoiceForm::remembered).ifPresent(voice::session);
  }

  private static Remembered remembered(String word) {
    return Remembered.of(word)
        .orElseThrow(
            () -> RestFailure.invalid(20422, "VoiceSession must be pair, ordered-pair or call"));
  }

  /** Adds the addresses of the instructions. */
  static Representation show(Representation thing, Voice voice) {
    return thing
        .with("voice_url", voice.url())
        .with("voice_method", voice.method())
        .with("voice_fallback_url", voice.fallbackUrl())
        .with("voice_fallback_method", voice.fallbackMethod())
        .with("voice_session", voice.session().word());
  }
}
