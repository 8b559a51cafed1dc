package org.jackfield.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jackfield.system.Await;
import org.jackfield.system.TestServer;
import org.jackfield.system.deployment.office.CallRecord;
import org.jackfield.system.deployment.office.DeskResource;
import org.jackfield.system.deployment.office.Offered;
import org.jackfield.system.deployment.office.OfficeApi;
import org.jackfield.system.deployment.office.OfficeServlet;
import org.jackfield.system.deployment.office.Reception;
import org.jackfield.system.deployment.office.Records;
import org.jackfield.system.deployment.office.Switchboard;
import org.jackfield.system.sip.Dialog;
import org.jackfield.system.sip.Message;
import org.jackfield.system.sip.Phone;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An EAR of beans, a SIP application and a web API, which share what each of them has. */
class InjectionIT {
  private static final String DATA_SOURCE = "subsystem=datasources/data-source=office";
  private static final String PERSISTENCE =
      """
      <persistence xmlns="https://jakarta.ee/xml/ns/persistence" version="3.0">
        <persistence-unit name="office">
          <jta-data-source>java:/office</jta-data-source>
          <properties>
            <property name="jakarta.persistence.schema-generation.database.action"
                value="drop-and-create"/>
          </properties>
        </persistence-unit>
      </persistence>
      """;

  private static final TestServer server = TestServer.shared();
  private static AutoCloseable deployed = () -> {};

  private final Phone phone = Phone.tcp(server.sipPort());

  @BeforeAll
  static void deploy() {
    ModelNode add = TestServer.operation("add", DATA_SOURCE);
    add.get("jndi-name").set("java:/office");
    add.get("driver-name").set("h2");
    add.get("connection-url").set("jdbc:h2:mem:office;DB_CLOSE_DELAY=-1");
    server.run(add);
    deployed = server.deploy(office());
  }

  @AfterAll
  static void undeploy() throws Exception {
    deployed.close();
    server.run(TestServer.operation("remove", DATA_SOURCE));
  }

  @AfterEach
  void close() {
    phone.close();
  }

  private static EnterpriseArchive office() {
    JavaArchive beans =
        ShrinkWrap.create(JavaArchive.class, "beans.jar")
            .addClasses(Records.class, CallRecord.class, Offered.class, Switchboard.class)
            .addAsManifestResource(new StringAsset(PERSISTENCE), "persistence.xml")
            .addAsManifestResource(EmptyAsset.INSTANCE, "beans.xml");
    WebArchive sip =
        ShrinkWrap.create(WebArchive.class, "sip.war")
            .addClasses(OfficeServlet.class, Reception.class)
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    WebArchive api =
        ShrinkWrap.create(WebArchive.class, "api.war")
            .addClasses(OfficeApi.class, DeskResource.class)
            .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml");
    return ShrinkWrap.create(EnterpriseArchive.class, "office.ear").addAsModules(beans, sip, api);
  }

  @Test
  void reachesSipServletsAndTheBeansThatTheyUse() {
    Dialog request = phone.dialog(uri());

    Message answer = request.expect(200, request.send("OPTIONS"));

    assertThat(answer.body().lines())
        .containsExactly(
            "@Inject in a CDI bean works in office",
            "@Inject in a SIP servlet works in office",
            "@Inject in an EJB works in office",
            "@Resource in a CDI bean works in office",
            "@Resource in a SIP servlet works in office",
            "@Resource in an EJB works in office",
            "a name in a CDI bean works in office",
            "a name in a SIP servlet works in office",
            "a name in an EJB works in office",
            "a name of its own in a SIP servlet works in office");
  }

  @Test
  void reachesTheWebApiInAnotherArchive() throws Exception {
    assertThat(send(desk().GET()).lines())
        .containsExactly(
            "@Inject in a JAX-RS resource works in office",
            "@Resource in a JAX-RS resource works in office",
            "a name in a JAX-RS resource works in office");
  }

  /** The first to use a bean makes it: here the web API's thread, whose names are another's. */
  @Test
  void reachesABeanBesideTheEnterpriseBeansWhoeverUsesItFirst() throws Exception {
    assertThat(send(to("/switchboard").GET()).lines())
        .containsExactly(
            "@Inject in a bean of the ejb-jar works in office",
            "@Resource in a bean of the ejb-jar works in office",
            "@Resource of a name in a bean of the ejb-jar works in office",
            "@Resource on a setter in a bean of the ejb-jar works in office",
            "a name in a bean of the ejb-jar works in office");
  }

  @Test
  void bringsBeansAndDataToSipServlets() {
    Dialog message = phone.dialog(uri());

    Message answer =
        message.expect(200, message.send("MESSAGE", "Content-Type: text/plain", "", "Alice"));

    assertThat(answer.body()).isEqualTo(message.callId() + " by Alice");
  }

  @Test
  void letsTheWebApiStartACallThatTheSipServletGoesOnWith() throws Exception {
    String callId = send(desk().POST(HttpRequest.BodyPublishers.ofString(phone.uri())));

    Dialog call = phone.awaits("INVITE");
    assertThat(call.callId()).isEqualTo(callId);
    call.answer(200);
    call.expect("ACK");
    call.answer(call.expect("BYE"), 200);
    Await.until("no dialog is left", () -> server.read("subsystem=sip", "dialogs").asInt() == 0);
  }

  private static String uri() {
    return "sip:office@127.0.0.1:" + server.sipPort();
  }

  private static HttpRequest.Builder desk() {
    return to("");
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + server.httpPort() + "/api/api/desk" + path))
        .header("Content-Type", "text/plain");
  }

  private static String send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response =
        HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }
}
