package org.jackfield.system.management;

import static org.assertj.core.api.Assertions.assertThat;

import org.jackfield.system.TestServer;
import org.jboss.dmr.ModelNode;
import org.junit.jupiter.api.Test;

class ServerResourceIT {
  private final TestServer server = TestServer.shared();
  private final Model model = Model.settled(server);

  @Test
  void changesAdmissionWithoutAReload() {
    server.write(Model.SIP, "calls-per-second", "500");

    assertThat(server.read(Model.SIP, "calls-per-second").asInt()).isEqualTo(500);
    assertThat(model.runsAsConfigured()).isTrue();

    server.run(undefine("calls-per-second"));

    assertThat(server.read(Model.SIP, "calls-per-second").asInt()).isZero();
  }

  @Test
  void refusesALeastRetryAfterAboveTheLargest() {
    ModelNode write = TestServer.operation("write-attribute", Model.SIP);
    write.get("name").set("retry-after-min");
    write.get("value").set(100);

    assertThat(model.refusal(write)).contains("Retry-After").contains("100 to 30");
    assertThat(server.read(Model.SIP, "retry-after-min").asInt()).isEqualTo(5);
  }

  @Test
  void changesBothEndsOfRetryAfterInOneBatch() {
    ModelNode batch = TestServer.operation("composite", "");
    ModelNode steps = batch.get("steps");
    steps.add(write("retry-after-min", 100));
    steps.add(write("retry-after-max", 200));

    server.run(batch);

    assertThat(server.read(Model.SIP, "retry-after-min").asInt()).isEqualTo(100);
    server.run(undefine("retry-after-min"));
    server.run(undefine("retry-after-max"));
  }

  @Test
  void refusesWhatIsOutOfRange() {
    ModelNode workers = TestServer.operation("write-attribute", Model.SIP);
    workers.get("name").set("workers");
    workers.get("value").set(0);

    assertThat(model.refusal(workers)).contains("workers");
  }

  @Test
  void refusesAnOutboundProxyThatItCannotFollow() {
    ModelNode proxy = TestServer.operation("write-attribute", Model.SIP);
    proxy.get("name").set("outbound-proxy");
    proxy.get("value").set("sip:me@10.0.0.9;transport=sctp");

    assertThat(model.refusal(proxy)).contains("sip:host:port");
  }

  @Test
  void takesValuesFromExpressions() {
    server.write(Model.SIP, "max-queue-wait", "${jackfield.no.such.property:150}");

    assertThat(model.runsAsConfigured()).isTrue();
    server.run(undefine("max-queue-wait"));
  }

  @Test
  void tellsHowMuchThereIsToDo() {
    ModelNode sip = model.resource(Model.SIP);

    assertThat(sip.get("dialogs").asLong()).isNotNegative();
    assertThat(sip.get("transactions").asLong()).isNotNegative();
    assertThat(sip.get("queued-messages").asLong()).isNotNegative();
    assertThat(sip.get("rejected-requests").asLong()).isNotNegative();
  }

  private static ModelNode write(String attribute, int value) {
    ModelNode write = TestServer.operation("write-attribute", Model.SIP);
    write.get("name").set(attribute);
    write.get("value").set(value);
    return write;
  }

  private static ModelNode undefine(String attribute) {
    ModelNode undefine = TestServer.operation("undefine-attribute", Model.SIP);
    undefine.get("name").set(attribute);
    return undefine;
  }
}
