package org.jackfield.system.incontainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.inject.Inject;
import jakarta.servlet.sip.SipApplicationSession;
import jakarta.servlet.sip.SipFactory;
import jakarta.servlet.sip.SipSessionsUtil;
import jakarta.servlet.sip.TimerService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jackfield.sip.SessionExecutor;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Work in the order of an application session, given from threads of the application's own. */
@ExtendWith(ArquillianExtension.class)
class SessionExecutorIT {
  private static final int TASKS = 500;
  private static final int THREADS = 8;

  @Inject private SessionExecutor executor;
  @Inject private SipFactory factory;
  @Inject private TimerService timers;
  @Inject private SipSessionsUtil sessions;

  @Deployment
  static WebArchive application() {
    return ShrinkWrap.create(WebArchive.class, "incontainer.war")
        .addClass(InContainerServlet.class)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
  }

  @Test
  void runsTasksOfAVirtualThreadInTheOrderGiven() throws Exception {
    SipApplicationSession session = factory.createApplicationSession();
    List<Integer> done = new ArrayList<>();

    Thread.startVirtualThread(() ->
            IntStream.range(0, TASKS).forEach(i -> executor.execute(session, () -> done.add(i))))
        .join();

    executor.submit(session, () -> true).get(10, TimeUnit.SECONDS);
    assertEquals(IntStream.range(0, TASKS).boxed().toList(), done);
    session.invalidate();
  }

  @Test
  void runsOneTaskAtATimeOnAVirtualThread() throws Exception {
    SipApplicationSession session = factory.createApplicationSession();
    // no lock and no volatile: whoever came in between would be lost
    int[] counted = {0};
    List<Future<?>> givers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < THREADS; i++) {
        givers.add(
            threads.submit(() -> {
              for (int task = 0; task < TASKS / THREADS; task++) {
                executor.submit(session, () -> counted[0]++).get(10, TimeUnit.SECONDS);
              }
              return true;
            }));
      }
      for (Future<?> giver : givers) {
        giver.get(20, TimeUnit.SECONDS);
      }
    }

    assertEquals(TASKS / THREADS * THREADS, executor.submit(session, () -> counted[0]).get());
    assertTrue(executor.submit(session, () -> Thread.currentThread().isVirtual()).get());
    session.invalidate();
  }

  @Test
  void runsTasksInTheContextOfTheApplication() throws Exception {
    SipApplicationSession session = factory.createApplicationSession();

    ClassLoader loader =
        executor
            .submit(session, () -> Thread.currentThread().getContextClassLoader())
            .get(10, TimeUnit.SECONDS);
    Object named = executor.submit(session, SessionExecutorIT::named).get(10, TimeUnit.SECONDS);

    assertEquals(InContainerServlet.class.getClassLoader(), loader);
    assertInstanceOf(SipFactory.class, named);
    session.invalidate();
  }

  // the name is that of this test
  @SuppressWarnings("BanJNDI")
  private static Object named() throws NamingException {
    return InitialContext.doLookup("java:app/sip/incontainer/SipFactory");
  }

  @Test
  void tellsWhatATaskThrows() {
    SipApplicationSession session = factory.createApplicationSession();

    CompletableFuture<Object> failing =
        executor.submit(
            session,
            () -> {
              throw new IllegalArgumentException("as it was told");
            });

    ExecutionException failure =
        assertThrows(ExecutionException.class, () -> failing.get(10, TimeUnit.SECONDS));
    assertInstanceOf(IllegalArgumentException.class, failure.getCause());
    session.invalidate();
  }

  @Test
  void refusesMoreThanAThousandWaitingTasks() {
    SipApplicationSession session = factory.createApplicationSession();
    CountDownLatch open = new CountDownLatch(1);
    executor.execute(session, () -> await(open));

    List<CompletableFuture<Integer>> accepted = new ArrayList<>();
    assertThrows(
        RejectedExecutionException.class,
        () -> {
          for (int i = 0; i < 1100; i++) {
            int number = i;
            accepted.add(executor.submit(session, () -> number));
          }
        });

    open.countDown();
    assertEquals(accepted.size() - 1, accepted.getLast().join());
    session.invalidate();
  }

  @Test
  void takesNothingForASessionThatHasEnded() {
    SipApplicationSession session = factory.createApplicationSession();
    session.invalidate();

    assertThrows(IllegalStateException.class, () -> executor.execute(session, () -> {}));
  }

  @Test
  void leadsToTheSameSessionsAsWhatElseIsInjected() {
    SipApplicationSession session = factory.createApplicationSession();

    timers.createTimer(session, 60_000, false, "later").cancel();

    assertNotNull(sessions.getApplicationSessionById(session.getId()));
    session.invalidate();
    assertFalse(session.isValid());
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(10, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
