package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.util.List;
import java.util.Optional;
import org.jackfield.call.VoiceSettings;
import org.jackfield.call.VoiceSettings.Remembered;
import org.jackfield.call.VoiceSettings.Target;
import org.jspecify.annotations.Nullable;

/** Where the instructions for calls are: what numbers, applications and SIP domains have. */
@Embeddable
public class Voice {

  @Column(name = "voice_url")
  @Nullable String url;

  @Column(name = "voice_method")
  String method = "POST";

  @Column(name = "voice_fallback_url")
  @Nullable String fallbackUrl;

  @Column(name = "voice_fallback_method")
  String fallbackMethod = "POST";

  @Column(name = "status_callback")
  @Nullable String statusCallback;

  @Column(name = "status_callback_method")
  String statusCallbackMethod = "POST";

  @Column(name = "voice_caller_id_lookup")
  boolean callerIdLookup;

  @Column(name = "voice_session")
  String session = Remembered.PAIR.word();

  /** Nothing is set, and methods are POST. */
  public Voice() {}

  /** The address that is asked first. */
  public Optional<String> url() {
    return Optional.ofNullable(url);
  }

  /** How it is asked. */
  public String method() {
    return method;
  }

  /** The address that is asked if the first one fails. */
  public Optional<String> fallbackUrl() {
    return Optional.ofNullable(fallbackUrl);
  }

  /** How that is asked. */
  public String fallbackMethod() {
    return fallbackMethod;
  }

  /** The address that is told how a call went. */
  public Optional<String> statusCallback() {
    return Optional.ofNullable(statusCallback);
  }

  /** How it is told. */
  public String statusCallbackMethod() {
    return statusCallbackMethod;
  }

  /** Whether the caller's name shall be looked up. */
  public boolean callerIdLookup() {
    return callerIdLookup;
  }

  /** Who shares the cookies of calls. */
  public Remembered session() {
    return Remembered.of(session).orElse(Remembered.PAIR);
  }

  /** Sets who shares the cookies of calls. */
  public void session(Remembered value) {
    session = value.word();
  }

  /** Sets the address that is asked first; an empty one is none. */
  public void url(String address) {
    url = noneIfEmpty(address);
  }

  /** Sets how it is asked. */
  public void method(String value) {
    method = value;
  }

  /** Sets the address that is asked if the first one fails; an empty one is none. */
  public void fallbackUrl(String address) {
    fallbackUrl = noneIfEmpty(address);
  }

  /** Sets how that is asked. */
  public void fallbackMethod(String value) {
    fallbackMethod = value;
  }

  /** Sets the address that is told how a call went; an empty one is none. */
  public void statusCallback(String address) {
    statusCallback = noneIfEmpty(address);
  }

  /** Sets how it is told. */
  public void statusCallbackMethod(String value) {
    statusCallbackMethod = value;
  }

  /** Sets whether the caller's name shall be looked up. */
  public void callerIdLookup(boolean value) {
    callerIdLookup = value;
  }

  /** As a call takes them. */
  public VoiceSettings settings() {
    return new VoiceSettings(
        url().map(address -> new Target(address, method)),
        Optional.empty(),
        fallbackUrl().map(address -> new Target(address, fallbackMethod)),
        statusCallback().map(address -> new Target(address, statusCallbackMethod)),
        List.of("completed"),
        session());
  }

  private static @Nullable String noneIfEmpty(String address) {
    return address.isEmpty() ? null : address;
  }
}
