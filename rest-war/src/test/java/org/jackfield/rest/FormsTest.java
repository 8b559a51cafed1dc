package org.jackfield.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jackfield.account.CallFilter.Period;
import org.junit.jupiter.api.Test;

class FormsTest {

  private static final Representation THING =
      new Representation("Thing")
          .with("sid", "TH1")
          .with("friendly_name", "a \"quoted\", <b> & \n\u0001ü😀")
          .with("count", 3)
          .with("good", true)
          .withNothing("end_time")
          .with("date_created", Instant.parse("2019-10-18T17:00:00Z"))
          .with("subresource_uris", new Representation("SubresourceUris").with("calls", "/c"));

  @Test
  void writesJson() {
    assertThat(FormWriter.written(THING, Form.JSON))
        .isEqualTo(
            "{\"sid\":\"TH1\",\"friendly_name\":\"a \\\"quoted\\\", <b> & \\n\\u0001ü😀\","
                + "\"count\":3,\"good\":true,\"end_time\":null,"
                + "\"date_created\":\"Fri, 18 Oct 2019 17:00:00 +0000\","
                + "\"subresource_uris\":{\"calls\":\"/c\"}}");
  }

  @Test
  void writesXml() {
    assertThat(FormWriter.written(THING, Form.XML))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TwilioResponse><Thing><Sid>TH1</Sid>"
                + "<FriendlyName>a &quot;quoted&quot;, &lt;b&gt; &amp; &#10;\uFFFDü😀"
                + "</FriendlyName><Count>3</Count><Good>true</Good><EndTime/>"
                + "<DateCreated>Fri, 18 Oct 2019 17:00:00 +0000</DateCreated>"
                + "<SubresourceUris><Calls>/c</Calls></SubresourceUris>"
                + "</Thing></TwilioResponse>");
  }

  @Test
  void writesCsvWithARowOfNames() {
    assertThat(FormWriter.written(THING, Form.CSV).split("\r\n", -1)[0])
        .isEqualTo("Sid,FriendlyName,Count,Good,EndTime,DateCreated,SubresourceUris");
    assertThat(FormWriter.written(THING, Form.CSV))
        .contains("\"a \"\"quoted\"\", <b> & \n")
        .endsWith(
            ",3,true,,\"Fri, 18 Oct 2019 17:00:00 +0000\",\"{\"\"calls\"\":\"\"/c\"\"}\"\r\n");
  }

  @Test
  void writesTheRowOfNamesOfATableWithoutOthers() {
    Listing empty =
        new Listing(
            "things",
            "Things",
            List.of(),
            0,
            50,
            new Listing.Links("/t", "/t", Optional.empty(), Optional.empty()));

    assertThat(FormWriter.written(empty.like(() -> THING), Form.CSV))
        .isEqualTo("Sid,FriendlyName,Count,Good,EndTime,DateCreated,SubresourceUris\r\n");
  }

  @Test
  void showsThatThereIsNoNextPageAsNull() {
    Listing listing =
        new Listing(
            "things",
            "Things",
            List.of(THING),
            2,
            50,
            new Listing.Links(
                "/t?Page=2", "/t?Page=0", Optional.empty(), Optional.of("/t?Page=1")));

    assertThat(FormWriter.written(listing, Form.JSON))
        .contains("\"next_page_uri\":null,\"page\":2}")
        .contains("\"start\":100")
        .contains("\"end\":100")
        .contains("\"previous_page_uri\":\"/t?Page=1\"");
    assertThat(FormWriter.written(listing, Form.XML))
        .contains("<Things page=\"2\" pagesize=\"50\" start=\"100\" end=\"100\"")
        .contains("nextpageuri=\"\"");
  }

  @Test
  void readsFiltersByTimeWithTheirInequality() {
    MultivaluedMap<String, String> query = Queries.of("StartTime>", "2019-10-18");
    query.putSingle("StartTime<", "2019-10-19T12:30:00");

    assertThat(Periods.of("StartTime", query))
        .isEqualTo(
            new Period(
                Optional.of(Instant.parse("2019-10-18T00:00:00Z")),
                Optional.of(Instant.parse("2019-10-19T12:30:01Z"))));
  }

  @Test
  void takesADayAsAllOfIt() {
    assertThat(Periods.of("StartTime", Queries.of("StartTime", "2019-10-18")))
        .isEqualTo(
            new Period(
                Optional.of(Instant.parse("2019-10-18T00:00:00Z")),
                Optional.of(Instant.parse("2019-10-19T00:00:00Z"))));
  }
}
