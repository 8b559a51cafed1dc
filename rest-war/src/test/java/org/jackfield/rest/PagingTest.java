package org.jackfield.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jackfield.account.Place;
import org.jackfield.account.Range;
import org.jackfield.account.Slice;
import org.junit.jupiter.api.Test;

class PagingTest {

  private static final Place FIRST =
      new Place(Instant.parse("2026-01-01T00:00:00.000001Z"), "CA" + "1".repeat(32));
  private static final Place LAST =
      new Place(Instant.parse("2025-01-01T00:00:00.123456Z"), "CA" + "2".repeat(32));

  @Test
  void hasFiftyThingsOnAPageIfNothingIsSaid() {
    assertThat(Paging.of("/calls.json", Queries.of()).range()).isEqualTo(Range.first(50));
  }

  @Test
  void linksToThePagesBesideByTheThingsAtItsEnds() {
    Paging paging =
        Paging.of("/calls.json", Queries.of("PageSize", "2", "StartTime>", "2019-10-18"));
    Listing listing = show(paging, new Slice<>(List.of(FIRST, LAST), true, true));

    Paging next = follow(listing.links().next().orElseThrow());
    assertThat(next.range()).isEqualTo(Range.after(LAST, 2));
    assertThat(next.page()).isEqualTo(1);
    assertThat(next.query().getFirst("StartTime>")).isEqualTo("2019-10-18");
    assertThat(follow(listing.links().previous().orElseThrow()).range())
        .isEqualTo(Range.before(FIRST, 2));
  }

  @Test
  void hasNoLinkWhereThereIsNothingMore() {
    Listing listing =
        show(Paging.of("/calls.json", Queries.of()), new Slice<>(List.of(FIRST), false, false));

    assertThat(listing.links().next()).isEmpty();
    assertThat(listing.links().previous()).isEmpty();
  }

  @Test
  void refusesSizesAndTokensThatCannotBe() {
    for (String[] query :
        new String[][] {
          {"PageSize", "0"},
          {"PageSize", "1001"},
          {"PageSize", "x"},
          {"Page", "-1"},
          {"Page", "3"},
          {"PageToken", "PA"},
          {"PageToken", "PA" + "x".repeat(40)}
        }) {
      assertThatThrownBy(() -> Paging.of("/calls.json", Queries.of(query)))
          .isInstanceOf(RestFailure.class);
    }
  }

  private static Listing show(Paging paging, Slice<Place> slice) {
    return paging.show(
        "calls", "Calls", slice, Function.identity(), it -> new Representation("Call"));
  }

  private static Paging follow(String link) {
    URI uri = URI.create(link);
    String[] pairs =
        List.of(uri.getRawQuery().split("&", -1)).stream()
            .flatMap(pair -> List.of(pair.split("=", 2)).stream())
            .map(it -> URLDecoder.decode(it, StandardCharsets.UTF_8))
            .toArray(String[]::new);
    return Paging.of(uri.getPath(), Queries.of(pairs));
  }
}
