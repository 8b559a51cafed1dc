package org.jackfield.system.management;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.xml.sax.SAXException;

/** The schema of the subsystem, against which written configurations are held. */
final class Schema {
  private static final Path FILE =
      Path.of(
          System.getProperty("jackfield.home"),
          "server-config/sip-container/src/main/resources/schema/jackfield-sip_1_0.xsd");
  private static final Pattern SUBSYSTEM =
      Pattern.compile("<subsystem xmlns=\"urn:jackfield:sip:1.0\".*?</subsystem>", Pattern.DOTALL);

  private Schema() {}

  /** Gives the subsystem out of a whole configuration; fails where the schema does not allow it. */
  static String check(String configuration) {
    Matcher subsystem = SUBSYSTEM.matcher(configuration);
    if (!subsystem.find()) {
      throw new AssertionError("No subsystem sip in\n" + configuration);
    }
    try {
      SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
          .newSchema(FILE.toFile())
          .newValidator()
          .validate(new StreamSource(new StringReader(subsystem.group())));
      return subsystem.group();
    } catch (SAXException | IOException e) {
      throw new AssertionError(e.getMessage() + " in\n" + subsystem.group(), e);
    }
  }
}
