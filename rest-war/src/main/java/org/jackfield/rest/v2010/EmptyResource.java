package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.jackfield.rest.Form;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Visit;

/** Lists of the hosted business, of which a server of one's own has nothing. */
@Path("Accounts/{account}/{name:Addresses|ConnectApps|AuthorizedConnectApps|Transcriptions}")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class EmptyResource {

  @Inject Visit visit;

  @PathParam("name")
  String name = "";

  /** An empty page. */
  @GET
  public Response list() {
    String json = name.replaceAll("(?<!^)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    Paging paging = visit.paging();
    return Response.ok(paging.showAll(json, name, List.of())).build();
  }
}
