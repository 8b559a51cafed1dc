package org.jackfield.rest.v2010;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.jackfield.rest.AdmissionFilter;
import org.jackfield.rest.FailureMapper;
import org.jackfield.rest.FormFilter;
import org.jackfield.rest.FormWriter;

/** The call API: everything below {@code /2010-04-01}. */
@ApplicationPath(CallApi.ROOT)
public class CallApi extends Application {

  /** Where it lies, as {@code uri} values say it. */
  public static final String ROOT = "/2010-04-01";

  /** The version, as applications and clients are told. */
  public static final String VERSION = "2010-04-01";

  @Override
  public Set<Class<?>> getClasses() {
    return Set.of(
        FormFilter.class,
        AdmissionFilter.class,
        FailureMapper.class,
        FormWriter.class,
        AccountsResource.class,
        AddressListsResource.class,
        AddressMappingsResource.class,
        AddressesResource.class,
        ApplicationsResource.class,
        CallAddressesResource.class,
        CallCredentialsResource.class,
        CallerIdsResource.class,
        CallsResource.class,
        CredentialListsResource.class,
        CredentialMappingsResource.class,
        CredentialsResource.class,
        DialingPermissionsResource.class,
        DomainsResource.class,
        EmptyResource.class,
        EventsResource.class,
        GatewaysResource.class,
        CallSoundResource.class,
        KeysResource.class,
        MediaResource.class,
        NotificationsResource.class,
        NumbersResource.class,
        RecordingsResource.class,
        RegistrationCredentialsResource.class,
        RegistrationsResource.class,
        RoutesResource.class,
        SigningKeysResource.class,
        TrunksResource.class,
        TypedNumbersResource.class,
        UsageResource.class);
  }
}
