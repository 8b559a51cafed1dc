package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jackfield.account.Usage;
import org.jackfield.account.Usage.Amount;
import org.jackfield.rest.Form;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Visit;

/** What an account has used, counted from its calls and recordings. Nothing has a price here. */
@Path("Accounts/{account}/Usage/Records{period:(/(AllTime|Today|Yesterday|ThisMonth|LastMonth))?}")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class UsageResource {

  private static final LocalDate BEGINNING = LocalDate.of(2010, 4, 1);

  @Inject Visit visit;
  @Inject Usage usage;

  @PathParam("period")
  String period = "";

  /** From the first day to the last, both in it. */
  private record Days(LocalDate first, LocalDate last) {}

  /** All kinds, or the one that is asked for. */
  @GET
  public Response list() {
    Days days = days(LocalDate.now(ZoneOffset.UTC));
    Optional<String> category = visit.query("Category");
    List<Representation> shown =
        usage
            .of(
                visit.account(),
                days.first.atStartOfDay().toInstant(ZoneOffset.UTC),
                days.last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC))
            .stream()
            .filter(it -> category.map(it.category()::equals).orElse(true))
            .map(it -> show(it, days))
            .toList();
    return Response.ok(visit.paging().showAll("usage_records", "UsageRecords", shown)).build();
  }

  private Days days(LocalDate today) {
    LocalDate month = today.withDayOfMonth(1);
    return switch (period) {
      case "/Today" -> new Days(today, today);
      case "/Yesterday" -> new Days(today.minusDays(1), today.minusDays(1));
      case "/ThisMonth" -> new Days(month, today);
      case "/LastMonth" -> new Days(month.minusMonths(1), month.minusDays(1));
      default -> new Days(date("StartDate", BEGINNING), date("EndDate", today));
    };
  }

  private LocalDate date(String name, LocalDate otherwise) {
    try {
      return visit.query(name).map(LocalDate::parse).orElse(otherwise);
    } catch (DateTimeParseException wrong) {
      throw RestFailure.invalid(20001, name + " must be as 2019-10-18");
    }
  }

  private Representation show(Amount amount, Days days) {
    String address = Uris.of(visit.account(), "Usage", "Records");
    return new Representation("UsageRecord")
        .with("account_sid", visit.account().value())
        .with("api_version", CallApi.VERSION)
        .with("as_of", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .with("category", amount.category())
        .with("description", amount.description())
        .with("start_date", days.first.toString())
        .with("end_date", days.last.toString())
        .with("count", Long.toString(amount.count()))
        .with("count_unit", amount.category().equals("recordings") ? "recordings" : "calls")
        .with("usage", Long.toString(amount.minutes()))
        .with("usage_unit", "minutes")
        .with("price", "0")
        .with("price_unit", "usd")
        .with("subresource_uris", new Representation("SubresourceUris"))
        .with("uri", address + "?Category=" + amount.category());
  }
}
