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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jackfield.account.Place;
import org.jackfield.account.Slice;
import org.jackfield.account.Usage;
import org.jackfield.account.Usage.Accounts;
import org.jackfield.account.Usage.Amount;
import org.jackfield.account.Usage.Kind;
import org.jackfield.rest.Form;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Visit;

/** What an account has used, counted from its calls and recordings. Nothing has a price here. */
@Path(
    "Accounts/{account}/Usage/Records"
        + "{period:(/(AllTime|Today|Yesterday|ThisMonth|LastMonth|Daily|Monthly|Yearly))?}")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class UsageResource {

  private static final LocalDate BEGINNING = LocalDate.of(2010, 4, 1);
  @Inject Visit visit;
  @Inject Usage usage;

  @PathParam("period")
  String period = "";

  /** From the first day to the last, both in it. */
  private record Days(LocalDate first, LocalDate last) {

    Instant begin() {
      return first.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    Instant end() {
      return last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    Days within(Days whole) {
      return new Days(
          first.isBefore(whole.first) ? whole.first : first,
          last.isAfter(whole.last) ? whole.last : last);
    }
  }

  /** All kinds, or the one that is asked for. */
  @GET
  public Response list() {
    LocalDate today = LocalDate.now(ZoneOffset.UTC);
    Optional<String> category = visit.query("Category");
    List<Used> used =
        (switch (period) {
              case "/Daily" -> each(days(today.minusDays(30), today));
              case "/Monthly" -> each(days(today.withDayOfMonth(1).minusMonths(12), today));
              case "/Yearly" -> each(days(BEGINNING, today));
              default -> whole(days(today));
            })
            .filter(it -> category.map(it.amount.category()::equals).orElse(true))
            .toList();
    Paging paging = visit.paging();
    return Response.ok(
            paging
                .show(
                    "usage_records",
                    "UsageRecords",
                    Slice.of(used, paging.range(), Used::place),
                    Used::place,
                    this::show)
                .like(() ->
                    show(new Used(new Days(today, today), Kind.CALLS, Kind.CALLS.amount(0, 0)))))
        .build();
  }

  /** So much in these days. */
  private record Used(Days days, Kind kind, Amount amount) {

    /** Newest first, and those of the same days in the order of their kinds. */
    Place place() {
      int rank = Kind.values().length - kind.ordinal();
      return new Place(days.begin(), "UR" + "%032x".formatted(rank));
    }
  }

  /** With the accounts below, unless they are not wanted, as in the dialect. */
  private Accounts accounts() {
    boolean below =
        visit.query("IncludeSubaccounts").map(it -> !it.equalsIgnoreCase("false")).orElse(true);
    return new Accounts(visit.account(), below);
  }

  private Stream<Used> whole(Days days) {
    return usage.of(accounts(), days.begin(), days.end()).entrySet().stream()
        .map(used -> new Used(days, used.getKey(), used.getValue()));
  }

  /** Each day, month or year on which anything was used, newest first. */
  private Stream<Used> each(Days whole) {
    Map<LocalDate, List<Amount>> periods = new TreeMap<>(Comparator.reverseOrder());
    usage
        .daily(accounts(), whole.begin(), whole.end())
        .forEach((day, amounts) ->
            periods.computeIfAbsent(part(day).first, it -> new ArrayList<>()).addAll(amounts));
    return periods.entrySet().stream()
        .flatMap(entry ->
            Stream.of(Kind.values())
                .map(kind ->
                    new Used(
                        part(entry.getKey()).within(whole), kind, sum(kind, entry.getValue()))));
  }

  private static Amount sum(Kind kind, Collection<Amount> amounts) {
    Amount none = kind.amount(0, 0);
    return amounts.stream()
        .filter(it -> it.category().equals(none.category()))
        .reduce(
            none,
            (one, other) ->
                kind.amount(one.count() + other.count(), one.minutes() + other.minutes()));
  }

  /** The day, month or year that a day is in. */
  private Days part(LocalDate day) {
    LocalDate month = day.withDayOfMonth(1);
    LocalDate year = day.withDayOfYear(1);
    return switch (period) {
      case "/Monthly" -> new Days(month, month.plusMonths(1).minusDays(1));
      case "/Yearly" -> new Days(year, year.plusYears(1).minusDays(1));
      default -> new Days(day, day);
    };
  }

  private Days days(LocalDate today) {
    LocalDate month = today.withDayOfMonth(1);
    return switch (period) {
      case "/Today" -> new Days(today, today);
      case "/Yesterday" -> new Days(today.minusDays(1), today.minusDays(1));
      case "/ThisMonth" -> new Days(month, today);
      case "/LastMonth" -> new Days(month.minusMonths(1), month.minusDays(1));
      default -> days(BEGINNING, today);
    };
  }

  private Days days(LocalDate first, LocalDate last) {
    return new Days(date("StartDate", first), date("EndDate", last));
  }

  private LocalDate date(String name, LocalDate otherwise) {
    try {
      return visit.query(name).map(LocalDate::parse).orElse(otherwise);
    } catch (DateTimeParseException wrong) {
      throw RestFailure.invalid(20001, name + " must be as 2019-10-18");
    }
  }

  private Representation show(Used used) {
    Amount amount = used.amount;
    String address = Uris.of(visit.account(), "Usage", "Records" + period);
    return new Representation("UsageRecord")
        .with("account_sid", visit.account().value())
        .with("api_version", CallApi.VERSION)
        .with("as_of", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .with("category", amount.category())
        .with("description", amount.description())
        .with("start_date", used.days.first.toString())
        .with("end_date", used.days.last.toString())
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
