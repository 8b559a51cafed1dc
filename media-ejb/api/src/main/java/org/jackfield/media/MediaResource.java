package org.jackfield.media;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a sound that is kept, or is being made.
 *
 * @param address its canonical address
 * @param account whose it is: who asked first where everybody may have it
 * @param tag its entity tag, without quotes: another sound has another
 * @param made when it was made
 * @param size bytes, 0 while it grows
 * @param validators what its origin can be asked with: {@code ETag}, {@code Last-Modified}
 * @param varied the request's headers that the origin's answer depends on, with what was sent
 */
public record MediaResource(
    String address,
    String account,
    String tag,
    Instant made,
    long size,
    Freshness freshness,
    Map<String, String> validators,
    Map<String, String> varied) {

  /** Keeps its own copies. */
  public MediaResource {
    validators = Map.copyOf(validators);
    varied = Map.copyOf(varied);
  }

  /** The same, found valid again; a validator that is not told anew stays (RFC 9111, 3.2). */
  public MediaResource validated(Freshness renewed, Map<String, String> newValidators) {
    Map<String, String> all = new HashMap<>(validators);
    all.putAll(newValidators);
    return new MediaResource(address, account, tag, made, size, renewed, all, varied);
  }

  /** The same, of which all is there. */
  public MediaResource ofSize(long bytes) {
    return new MediaResource(address, account, tag, made, bytes, freshness, validators, varied);
  }

  /** One of the validators. */
  public Optional<String> validator(String name) {
    return Optional.ofNullable(validators.get(name));
  }
}
