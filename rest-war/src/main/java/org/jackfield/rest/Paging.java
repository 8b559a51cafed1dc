package org.jackfield.rest;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jackfield.account.Place;
import org.jackfield.account.Range;
import org.jackfield.account.Slice;
import org.jackfield.call.Sid;
import org.jspecify.annotations.Nullable;

/** The page of a list that is asked for. The token names a thing, so that pages stay stable. */
public record Paging(String path, MultivaluedMap<String, String> query, int page, Range range) {

  private static final int USUAL_SIZE = 50;
  private static final int LARGEST_SIZE = 1000;
  private static final String FORWARDS = "PA";
  private static final String BACKWARDS = "PB";
  private static final int SID_LENGTH = 34;

  /** Reads {@code PageSize}, {@code Page} and {@code PageToken}. */
  public static Paging of(String path, MultivaluedMap<String, String> query) {
    int size = number(query.getFirst("PageSize"), USUAL_SIZE);
    if (size < 1 || size > LARGEST_SIZE) {
      throw RestFailure.invalid(20007, "Page size must be from 1 to " + LARGEST_SIZE);
    }
    int page = number(query.getFirst("Page"), 0);
    String token = query.getFirst("PageToken");
    if (page < 0 || (page > 0 && token == null)) {
      throw RestFailure.invalid(20006, "Pages are reached by next_page_uri, not by number alone");
    }
    return new Paging(path, query, page, token == null ? Range.first(size) : range(token, size));
  }

  private static int number(@Nullable String text, int otherwise) {
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException wrong) {
      throw RestFailure.invalid(20007, "Page and PageSize must be whole numbers");
    }
  }

  private static Range range(String token, int size) {
    try {
      String sid = token.substring(FORWARDS.length(), FORWARDS.length() + SID_LENGTH);
      long micros = Long.parseLong(token.substring(FORWARDS.length() + SID_LENGTH));
      Place place = new Place(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), new Sid(sid).value());
      return token.startsWith(BACKWARDS) ? Range.before(place, size) : Range.after(place, size);
    } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
      throw RestFailure.invalid(20006, "The PageToken is none of ours");
    }
  }

  /**
   * The page as it is shown.
   *
   * @param name of the list in JSON
   * @param element of the list in XML
   */
  public <T> Listing show(
      String name,
      String element,
      Slice<T> slice,
      Function<T, Place> place,
      Function<T, Representation> form) {
    List<T> items = slice.items();
    Optional<String> next =
        slice.later() && !items.isEmpty()
            ? Optional.of(link(page + 1, token(FORWARDS, place.apply(items.getLast()))))
            : Optional.empty();
    Optional<String> previous =
        slice.earlier() && !items.isEmpty()
            ? Optional.of(
                link(Math.max(0, page - 1), token(BACKWARDS, place.apply(items.getFirst()))))
            : Optional.empty();
    return new Listing(
        name,
        element,
        items.stream().map(form).toList(),
        page,
        range.size(),
        new Listing.Links(
            link(page, Optional.ofNullable(query.getFirst("PageToken"))),
            link(0, Optional.empty()),
            next,
            previous));
  }

  /** A list that is short enough for one page. */
  public Listing showAll(String name, String element, List<Representation> items) {
    return new Listing(
        name,
        element,
        items,
        0,
        range.size(),
        new Listing.Links(
            link(0, Optional.empty()),
            link(0, Optional.empty()),
            Optional.empty(),
            Optional.empty()));
  }

  private static Optional<String> token(String direction, Place place) {
    return Optional.of(
        direction + place.sid() + ChronoUnit.MICROS.between(Instant.EPOCH, place.created()));
  }

  private String link(int number, Optional<String> token) {
    Stream<String> filters =
        query.entrySet().stream()
            .filter(entry -> !entry.getKey().startsWith("Page"))
            .flatMap(entry -> entry.getValue().stream().map(it -> pair(entry.getKey(), it)));
    Stream<String> ours =
        Stream.concat(
            Stream.of("PageSize=" + range.size(), "Page=" + number),
            token.stream().map(it -> "PageToken=" + it));
    return path + "?" + Stream.concat(filters, ours).collect(Collectors.joining("&"));
  }

  private static String pair(String name, String value) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        + "="
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
