package org.jackfield.registration;

import java.time.Duration;
import java.time.Instant;

class MemoryLocationsTest implements LocationsContract {

  private Instant now = NOW;
  private final Locations locations = new MemoryLocations(() -> now);

  @Override
  public Locations locations() {
    return locations;
  }

  @Override
  public void pass(Duration time) {
    now = now.plus(time);
  }
}
