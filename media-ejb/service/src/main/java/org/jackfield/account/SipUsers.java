package org.jackfield.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jackfield.account.DomainMapping.Purpose;
import org.jackfield.admission.Domain;
import org.jackfield.admission.Ha1;
import org.jackfield.call.Sid;
import org.jackfield.network.AllowedNetworks;

/** SIP domains, whom they take, and their users, in the database. Any thread. */
@ApplicationScoped
@Transactional
public class SipUsers {

  private static final int MOST_DOMAINS = 100;

  @Inject EntityManager database;

  Optional<Domain> domain(String name) {
    return database
        .createQuery("select d from SipDomain d where d.domainName = :name", SipDomain.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst()
        .map(this::domain);
  }

  /** The oldest hundred: so many are called at once when a client is. */
  List<Domain> domains(Sid accountSid) {
    return database
        .createQuery(
            "select d from SipDomain d where d.accountSid = :account and d.sipRegistration = true"
                + " order by d.created, d.sid",
            SipDomain.class)
        .setParameter("account", accountSid.value())
        .setMaxResults(MOST_DOMAINS)
        .getResultStream()
        .map(this::domain)
        .toList();
  }

  private Domain domain(SipDomain domain) {
    List<DomainMapping> mappings =
        database
            .createQuery(
                "select m from DomainMapping m where m.domainSid = :domain", DomainMapping.class)
            .setParameter("domain", domain.sid().value())
            .getResultList();
    return new Domain(
        domain.accountSid(),
        domain.sid(),
        domain.domainName(),
        domain.sipRegistration(),
        domain.secure(),
        lists(mappings, Purpose.CALLS, "CL"),
        lists(mappings, Purpose.REGISTRATIONS, "CL"),
        networks(lists(mappings, Purpose.CALLS, "AL")));
  }

  private static List<Sid> lists(List<DomainMapping> mappings, Purpose purpose, String kind) {
    return mappings.stream()
        .filter(mapping -> mapping.purpose == purpose && mapping.kind.equals(kind))
        .map(DomainMapping::list)
        .toList();
  }

  private AllowedNetworks networks(List<Sid> lists) {
    if (lists.isEmpty()) {
      return AllowedNetworks.NONE;
    }
    // They were checked when they were written: none is a name
    return AllowedNetworks.parse(
        database
            .createQuery("select a from Address a where a.listSid in :lists", Address.class)
            .setParameter("lists", names(lists))
            .getResultStream()
            .map(address -> address.ipAddress() + "/" + address.prefixLength())
            .collect(Collectors.joining(" ")));
  }

  List<Ha1> secrets(Collection<Sid> lists, String user) {
    if (lists.isEmpty()) {
      return List.of();
    }
    return database
        .createQuery(
            "select c from Credential c where c.listSid in :lists and c.friendlyName = :user",
            Credential.class)
        .setParameter("lists", names(lists))
        .setParameter("user", user)
        .getResultStream()
        .map(credential -> new Ha1(credential.ha1Sha256, credential.ha1Md5))
        .toList();
  }

  /** The names of those who may register. */
  public List<String> registrants(Domain domain) {
    if (domain.registrants().isEmpty()) {
      return List.of();
    }
    return database
        .createQuery(
            "select distinct c.friendlyName from Credential c where c.listSid in :lists",
            String.class)
        .setParameter("lists", names(domain.registrants()))
        .getResultList();
  }

  private static List<String> names(Collection<Sid> lists) {
    return lists.stream().map(Sid::value).toList();
  }
}
