package org.jackfield.rest;

import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Writes what is shown in the form that was asked for. */
@Provider
@Produces({"application/json", "application/xml", "text/csv"})
public class FormWriter implements MessageBodyWriter<Shown> {

  @Override
  public boolean isWriteable(
      Class<?> type, Type genericType, Annotation[] annotations, MediaType mediaType) {
    return Shown.class.isAssignableFrom(type);
  }

  @Override
  public void writeTo(
      Shown shown,
      Class<?> type,
      Type genericType,
      Annotation[] annotations,
      MediaType mediaType,
      MultivaluedMap<String, Object> headers,
      OutputStream out)
      throws IOException {
    Form form = Form.of(mediaType);
    headers.putSingle(HttpHeaders.CONTENT_TYPE, form.type().withCharset("utf-8"));
    out.write(written(shown, form).getBytes(StandardCharsets.UTF_8));
  }

  static String written(Shown shown, Form form) {
    return switch (form) {
      case JSON -> new JsonText().of(shown);
      case XML -> new XmlText().of(shown);
      case CSV -> new CsvText().of(shown);
    };
  }
}
