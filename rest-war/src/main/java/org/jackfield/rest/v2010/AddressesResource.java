package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import org.jackfield.account.Address;
import org.jackfield.account.AddressList;
import org.jackfield.account.Condition;
import org.jackfield.call.Sid;
import org.jackfield.rest.Form;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;

/** Addresses of an address list. */
@Path("Accounts/{account}/SIP/IpAccessControlLists/{list}/IpAddresses")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class AddressesResource extends OwnedResource<Address> {

  private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final Pattern IPV4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  // Only the characters: whether it is an address is for the library, which would look up a name
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");
  private static final int BITS_OF_IPV4 = 32;
  private static final int BITS_OF_IPV6 = 128;
  private static final int BAD_ADDRESS = 21261;

  @PathParam("list")
  String list = "";

  @Override
  Class<Address> kind() {
    return Address.class;
  }

  @Override
  Names names() {
    return new Names("ip_addresses", "IpAddresses");
  }

  @Override
  void enter() {
    if (belongings.find(AddressList.class, visit.account(), list).isEmpty()) {
      throw RestFailure.notFound(visit.path());
    }
  }

  @Override
  List<Condition> conditions() {
    return List.of(Condition.is("listSid", list));
  }

  @Override
  boolean isHere(Address address) {
    return address.list().value().equals(list);
  }

  @Override
  Address sample() {
    return new Address(visit.account(), new Sid(list), "", "", BITS_OF_IPV4);
  }

  @Override
  Address make(Parameters parameters) {
    return new Address(
        visit.account(),
        new Sid(list),
        parameters.required("FriendlyName", 20422),
        checked(parameters.required("IpAddress", BAD_ADDRESS)),
        BITS_OF_IPV4);
  }

  @Override
  void change(Address address, Parameters parameters) {
    parameters.friendlyName().ifPresent(address::rename);
    String first =
        parameters.filled("IpAddress").map(AddressesResource::checked).orElse(address.ipAddress());
    int bits = first.contains(":") ? BITS_OF_IPV6 : BITS_OF_IPV4;
    boolean moved = !first.equals(address.ipAddress());
    int before = moved ? bits : address.prefixLength();
    address.range(first, parameters.number("CidrPrefixLength", 0, bits).orElse(before));
  }

  private static String checked(String address) {
    boolean good = IPV4.matcher(address).matches();
    if (!good && IPV6.matcher(address).matches()) {
      try {
        good = InetAddress.getByName(address) != null;
      } catch (UnknownHostException none) {
        good = false;
      }
    }
    if (!good) {
      throw RestFailure.invalid(BAD_ADDRESS, "IpAddress must be an IPv4 or IPv6 address");
    }
    return address;
  }

  @Override
  Representation show(Address address) {
    String sid = address.sid().value();
    return new Representation("IpAddress")
        .with("sid", sid)
        .with("account_sid", address.accountSid().value())
        .with("friendly_name", address.friendlyName())
        .with("ip_address", address.ipAddress())
        .with("cidr_prefix_length", address.prefixLength())
        .with("ip_access_control_list_sid", list)
        .with("date_created", address.created())
        .with("date_updated", address.updated())
        .with(
            "uri",
            Uris.of(address.accountSid(), "SIP", "IpAccessControlLists", list, "IpAddresses", sid));
  }
}
