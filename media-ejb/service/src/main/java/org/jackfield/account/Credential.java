package org.jackfield.account;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jackfield.call.Sid;

/**
 * A user of a credential list. Of the password only what digest authentication compares is kept
 * (RFC 7616 section 3.4.2: user, realm and password as one hash), for SHA-256 and for MD5.
 */
@Entity
@Table(name = "credential")
public class Credential extends Edited {

  /** What the server calls itself to SIP peers; another one makes all passwords wrong. */
  static final String REALM = System.getProperty("jackfield.sip.realm", "jackfield");

  @Column(name = "list_sid")
  String listSid = "";

  @Column(name = "ha1_md5")
  String ha1Md5 = "";

  @Column(name = "ha1_sha256")
  String ha1Sha256 = "";

  /** For the provider of persistence. */
  protected Credential() {}

  /** A new one, without a password yet. */
  public Credential(Sid owner, Sid list, String user) {
    super(Sid.random("CR"), owner, user);
    listSid = list.value();
  }

  /** The list it is in. */
  public Sid list() {
    return new Sid(listSid);
  }

  /** Who it is. */
  public String user() {
    return friendlyName;
  }

  /** Gives it another password. */
  public void password(String password) {
    ha1Md5 = ha1("MD5", password);
    ha1Sha256 = ha1("SHA-256", password);
  }

  private String ha1(String algorithm, String password) {
    String secret = user() + ":" + REALM + ":" + password;
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm).digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(algorithm + " is part of every JDK", impossible);
    }
  }
}
