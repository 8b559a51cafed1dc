package org.jackfield.rest.v2010;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.util.ArrayList;
import java.util.List;
import org.jackfield.account.Condition;
import org.jackfield.rest.Form;

/** Numbers by type. What an operator brings has none, so that all are local. */
@Path("Accounts/{account}/IncomingPhoneNumbers/{type:Local|Mobile|TollFree}")
@Produces({Form.JSON_TYPE, Form.XML_TYPE, Form.CSV_TYPE})
@RequestScoped
public class TypedNumbersResource extends NumbersResource {

  private static final String NO_NUMBER = "";

  @PathParam("type")
  String type = "";

  @Override
  List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>(super.conditions());
    if (!type.equals("Local")) {
      conditions.add(Condition.is("number", NO_NUMBER));
    }
    return conditions;
  }
}
