package org.jackfield.rest;

import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** The forms that an answer can have. */
public enum Form {
  /** What all programs ask for. */
  JSON(".json", Form.JSON_TYPE),
  /** What is answered if nothing is asked for. */
  XML(".xml", Form.XML_TYPE),
  /** For spreadsheets. */
  CSV(".csv", Form.CSV_TYPE);

  /** For {@code @Produces}. */
  public static final String JSON_TYPE = "application/json";

  /** For {@code @Produces}. */
  public static final String XML_TYPE = "application/xml";

  /** For {@code @Produces}. */
  public static final String CSV_TYPE = "text/csv";

  private final String suffix;
  private final MediaType type;

  Form(String suffix, String type) {
    this.suffix = suffix;
    int slash = type.indexOf('/');
    this.type = new MediaType(type.substring(0, slash), type.substring(slash + 1));
  }

  /** At the end of an address. */
  public String suffix() {
    return suffix;
  }

  /** Its media type, without parameters. */
  public MediaType type() {
    return type;
  }

  /** The form that an address ends with. */
  static Optional<Form> ofAddress(String path) {
    for (Form form : values()) {
      if (path.endsWith(form.suffix)) {
        return Optional.of(form);
      }
    }
    return Optional.empty();
  }

  /** The form of a media type, XML for all that is none of ours. */
  static Form of(MediaType type) {
    for (Form form : values()) {
      if (!type.isWildcardType() && !type.isWildcardSubtype() && form.type.isCompatible(type)) {
        return form;
      }
    }
    return XML;
  }

  /** The form that somebody would like best, XML if he says nothing that helps. */
  static Form liked(List<MediaType> acceptable) {
    for (MediaType type : acceptable) {
      for (Form form : values()) {
        if (!type.isWildcardType() && !type.isWildcardSubtype() && form.type.isCompatible(type)) {
          return form;
        }
      }
    }
    return XML;
  }
}
