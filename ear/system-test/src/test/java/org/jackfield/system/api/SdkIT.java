package org.jackfield.system.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.twilio.exception.ApiException;
import com.twilio.http.HttpMethod;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.accounts.v1.AuthTokenPromotion;
import com.twilio.rest.accounts.v1.SecondaryAuthToken;
import com.twilio.rest.api.v2010.Account;
import com.twilio.rest.api.v2010.account.Application;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.IncomingPhoneNumber;
import com.twilio.rest.api.v2010.account.Key;
import com.twilio.rest.api.v2010.account.NewKey;
import com.twilio.rest.api.v2010.account.Notification;
import com.twilio.rest.api.v2010.account.Recording;
import com.twilio.rest.api.v2010.account.sip.CredentialList;
import com.twilio.rest.api.v2010.account.sip.Domain;
import com.twilio.rest.api.v2010.account.sip.IpAccessControlList;
import com.twilio.rest.api.v2010.account.sip.credentiallist.Credential;
import com.twilio.rest.api.v2010.account.sip.domain.CredentialListMapping;
import com.twilio.rest.api.v2010.account.sip.domain.authtypes.authtypecalls.AuthCallsCredentialListMapping;
import com.twilio.rest.api.v2010.account.sip.ipaccesscontrollist.IpAddress;
import com.twilio.rest.api.v2010.account.usage.Record;
import com.twilio.type.PhoneNumber;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.system.api.ApiServer.User;
import org.junit.jupiter.api.Test;

/** An SDK that knows nothing of this server, pointed at it. */
class SdkIT {

  private static final URI VOICE = URI.create("http://app.example/voice");

  private final ApiServer server = ApiServer.shared();
  private final User user = server.open(server.administrator);
  private final TwilioRestClient client = SdkClient.of(server, user);

  @Test
  void managesNumbers() {
    PhoneNumber number = new PhoneNumber("+15557000001");
    IncomingPhoneNumber made =
        IncomingPhoneNumber.creator(number).setVoiceUrl(VOICE).create(client);
    assertThat(made.getVoiceUrl()).isEqualTo(VOICE);
    assertThat(made.getVoiceMethod()).isEqualTo(HttpMethod.POST);

    IncomingPhoneNumber changed =
        IncomingPhoneNumber.updater(made.getSid())
            .setVoiceMethod(HttpMethod.GET)
            .setFriendlyName("Reception")
            .update(client);
    assertThat(changed.getVoiceMethod()).isEqualTo(HttpMethod.GET);
    assertThat(changed.getVoiceUrl()).isEqualTo(VOICE);
    assertThat(IncomingPhoneNumber.fetcher(made.getSid()).fetch(client)).isEqualTo(changed);
    assertThat(IncomingPhoneNumber.reader().setPhoneNumber(number.toString()).read(client))
        .extracting(IncomingPhoneNumber::getSid)
        .containsExactly(made.getSid());

    assertThat(IncomingPhoneNumber.deleter(made.getSid()).delete(client)).isTrue();
    assertThatThrownBy(() -> IncomingPhoneNumber.fetcher(made.getSid()).fetch(client))
        .isInstanceOfSatisfying(
            ApiException.class,
            failed -> {
              assertThat(failed.getCode()).isEqualTo(20404);
              assertThat(failed.getStatusCode()).isEqualTo(404);
            });
  }

  @Test
  void readsAllPagesWhileThingsComeIn() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      made.add(Application.creator().setFriendlyName("a" + i).create(client).getSid());
    }
    List<String> seen = new ArrayList<>();
    for (Application application : Application.reader().pageSize(50).read(client)) {
      if (seen.size() % 40 == 0) {
        Application.creator().setFriendlyName("late").create(client);
      }
      seen.add(application.getSid());
    }
    assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void makesAKeyThatOpensTheAccount() {
    NewKey made = NewKey.creator().setFriendlyName("program").create(client);
    TwilioRestClient byKey =
        SdkClient.of(server, new User(made.getSid(), made.getSecret()), user.name());

    assertThat(Application.reader().read(byKey)).isNotNull();
    assertThatThrownBy(() -> Key.fetcher(made.getSid()).fetch(byKey))
        .as("a key does not open what makes keys")
        .isInstanceOf(ApiException.class);
    assertThat(Key.fetcher(made.getSid()).fetch(client).getFriendlyName()).isEqualTo("program");
    assertThat(Key.deleter(made.getSid()).delete(client)).isTrue();
    assertThatThrownBy(() -> Application.reader().read(byKey)).isInstanceOf(ApiException.class);
  }

  @Test
  void changesTheTokenOfAnAccountWithoutAGap() {
    SecondaryAuthToken second = SecondaryAuthToken.creator().create(client);
    User later = new User(user.name(), second.getSecondaryAuthToken());
    TwilioRestClient changed = SdkClient.of(server, later);
    assertThat(Application.reader().read(client)).isEmpty();
    assertThat(Application.reader().read(changed)).as("both are good").isEmpty();

    AuthTokenPromotion.updater().update(changed);

    assertThat(Application.reader().read(changed)).isEmpty();
    assertThatThrownBy(() -> Application.reader().read(client)).isInstanceOf(ApiException.class);
  }

  @Test
  void managesHowPhonesAreAdmitted() {
    Domain domain = Domain.creator("phones.sdk.example").setVoiceUrl(VOICE).create(client);
    CredentialList list = CredentialList.creator("phones").create(client);
    Credential credential =
        Credential.creator(list.getSid(), "alice", "Secret1Secret1").create(client);
    IpAccessControlList trunks = IpAccessControlList.creator("trunks").create(client);
    IpAddress address =
        IpAddress.creator(trunks.getSid(), "trunk", "192.0.2.0")
            .setCidrPrefixLength(24)
            .create(client);
    assertThat(credential.getUsername()).isEqualTo("alice");
    assertThat(address.getCidrPrefixLength()).isEqualTo(24);

    CredentialListMapping.creator(domain.getSid(), list.getSid()).create(client);
    assertThat(AuthCallsCredentialListMapping.reader(domain.getSid()).read(client))
        .as("the newer name of the same thing")
        .extracting(AuthCallsCredentialListMapping::getSid)
        .containsExactly(list.getSid());

    assertThat(CredentialList.deleter(list.getSid()).delete(client)).isTrue();
    assertThat(CredentialListMapping.reader(domain.getSid()).read(client)).isEmpty();
    assertThat(Domain.deleter(domain.getSid()).delete(client)).isTrue();
  }

  @Test
  void listsCallsRecordingsAndNotificationsByTime() {
    ZonedDateTime yesterday = ZonedDateTime.now(ZoneOffset.UTC).minusDays(1);
    assertThat(Call.reader().setStartTimeAfter(yesterday).read(client)).isEmpty();
    assertThat(Recording.reader().setDateCreatedAfter(yesterday).read(client)).isEmpty();
    assertThat(Notification.reader().read(client)).isEmpty();
    assertThat(Record.reader().setCategory("calls").read(client))
        .extracting(Record::getCount)
        .containsExactly("0");
  }

  @Test
  void suspendsAnAccountBelow() {
    TwilioRestClient above = SdkClient.of(server, server.administrator);
    Account changed =
        Account.updater(user.name()).setStatus(Account.Status.SUSPENDED).update(above);
    assertThat(changed.getStatus()).isEqualTo(Account.Status.SUSPENDED);
    assertThatThrownBy(() -> Application.reader().read(client))
        .isInstanceOfSatisfying(
            ApiException.class, failed -> assertThat(failed.getCode()).isEqualTo(20005));

    Account.updater(user.name()).setStatus(Account.Status.ACTIVE).update(above);
    assertThat(Application.reader().read(client)).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithACall() {
    assertThatThrownBy(() ->
            Call.creator(new PhoneNumber("nobody"), new PhoneNumber("+15557000001"), VOICE)
                .create(client))
        .isInstanceOfSatisfying(
            ApiException.class, failed -> assertThat(failed.getCode()).isEqualTo(21211));
  }
}
