package org.jackfield.router.http;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Reads a body up to a length; the rest is not waited for. */
final class CappedBody implements BodySubscriber<byte[]> {

  private final int most;
  private final AtomicLong heard;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  /**
   * Reads so many bytes at most; none at all where it is 0.
   *
   * @param heard told when something comes, as {@link System#nanoTime}
   */
  CappedBody(int most, AtomicLong heard) {
    this.most = most;
    this.heard = heard;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return whole;
  }

  @Override
  public void onSubscribe(Subscription given) {
    heard.set(System.nanoTime());
    subscription = given;
    if (most == 0) {
      finish();
    } else {
      given.request(Long.MAX_VALUE);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    heard.set(System.nanoTime());
    for (ByteBuffer buffer : buffers) {
      byte[] part = new byte[Math.min(buffer.remaining(), most - bytes.size())];
      buffer.get(part);
      bytes.writeBytes(part);
    }
    if (bytes.size() == most) {
      finish();
    }
  }

  private void finish() {
    if (subscription != null) {
      subscription.cancel();
    }
    whole.complete(bytes.toByteArray());
  }

  @Override
  public void onError(Throwable error) {
    whole.completeExceptionally(error);
  }

  @Override
  public void onComplete() {
    whole.complete(bytes.toByteArray());
  }
}
