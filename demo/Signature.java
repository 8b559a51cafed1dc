import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells requests of the server from those of anybody else: it alone knows the account's token. */
record Signature(String token) {

  /**
   * Whether a request was signed with our token.
   *
   * @param address as it was asked, with its query
   * @param signature the header {@code X-Twilio-Signature}
   */
  boolean isOf(String address, Map<String, String> form, String signature) {
    StringBuilder signed = new StringBuilder(address);
    new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      byte[] right = mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8));
      // How long it takes must not tell how much of it was right
      return MessageDigest.isEqual(
          Base64.getEncoder().encode(right), signature.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
