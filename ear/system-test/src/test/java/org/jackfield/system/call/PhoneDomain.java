package org.jackfield.system.call;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A SIP domain of the administrator's, made by the API as the manual says, and its users. */
public final class PhoneDomain {

  /** Long enough, with a digit and both cases, as the API wants it. */
  public static final String PASSWORD = "Telephone1234";

  private static final Pattern SID = Pattern.compile("\"sid\":\"([A-Z]{2}[0-9a-f]{32})\"");

  private final VoiceServer server;
  private final String name;
  private final String sid;
  private final String list;
  private final Map<String, String> users = new HashMap<>();

  private PhoneDomain(VoiceServer server, String name, String sid, String list) {
    this.server = server;
    this.name = name;
    this.sid = sid;
    this.list = list;
  }

  /** One at which the users of a list may register, and which they may call. */
  public static PhoneDomain of(
      VoiceServer server, String name, String voiceUrl, Map<String, String> more)
      throws IOException, InterruptedException {
    Map<String, String> form = new HashMap<>(more);
    form.putAll(Map.of("DomainName", name, "VoiceUrl", voiceUrl, "SipRegistration", "true"));
    String sid = make(server, "SIP/Domains.json", form);
    String list = make(server, "SIP/CredentialLists.json", Map.of("FriendlyName", name));
    make(
        server,
        "SIP/Domains/" + sid + "/Auth/Registrations/CredentialListMappings.json",
        Map.of("CredentialListSid", list));
    return new PhoneDomain(server, name, sid, list);
  }

  /** Lets those call without a password who are at an address. */
  public static void admit(VoiceServer server, String domainSid, String address)
      throws IOException, InterruptedException {
    String list = make(server, "SIP/IpAccessControlLists.json", Map.of("FriendlyName", "here"));
    make(
        server,
        "SIP/IpAccessControlLists/" + list + "/IpAddresses.json",
        Map.of("FriendlyName", "here", "IpAddress", address));
    make(
        server,
        "SIP/Domains/" + domainSid + "/Auth/Calls/IpAccessControlListMappings.json",
        Map.of("IpAccessControlListSid", list));
  }

  /** Adds a user. */
  public PhoneDomain with(String user) throws IOException, InterruptedException {
    users.put(
        user,
        make(server, credentials() + ".json", Map.of("Username", user, "Password", PASSWORD)));
    return this;
  }

  /** Takes a user out again. */
  public void without(String user) throws IOException, InterruptedException {
    HttpResponse<String> gone = server.delete(credentials() + "/" + users.remove(user) + ".json");
    if (gone.statusCode() != 204) {
      throw new AssertionError(user + " stays: " + gone.statusCode() + " " + gone.body());
    }
  }

  private String credentials() {
    return "SIP/CredentialLists/" + list + "/Credentials";
  }

  public String name() {
    return name;
  }

  public String sid() {
    return sid;
  }

  private static String make(VoiceServer server, String path, Map<String, String> form)
      throws IOException, InterruptedException {
    HttpResponse<String> made = server.post(path, form);
    Matcher found = SID.matcher(made.body());
    if (made.statusCode() != 201 || !found.find()) {
      throw new AssertionError(path + " answered " + made.statusCode() + " " + made.body());
    }
    return found.group(1);
  }
}
