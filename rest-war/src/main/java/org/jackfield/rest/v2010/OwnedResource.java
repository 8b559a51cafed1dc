package org.jackfield.rest.v2010;

import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Supplier;
import org.jackfield.account.Belongings;
import org.jackfield.account.Condition;
import org.jackfield.account.Edited;
import org.jackfield.account.Place;
import org.jackfield.rest.Conditional;
import org.jackfield.rest.Paging;
import org.jackfield.rest.Parameters;
import org.jackfield.rest.Representation;
import org.jackfield.rest.RestFailure;
import org.jackfield.rest.Retried;
import org.jackfield.rest.Visit;

/**
 * What all things have in common that a customer makes, lists, reads, changes and removes.
 *
 * @param <T> the kind of thing
 */
public abstract class OwnedResource<T extends Edited> {

  @Inject Visit visit;
  @Inject Belongings belongings;

  /** The kind of thing. */
  abstract Class<T> kind();

  /** A thing as it is shown. */
  abstract Representation show(T thing);

  /** A thing as there could be one: what it has, whatever that is. */
  abstract T sample();

  /** Makes a thing of what was sent; it is not kept yet. */
  abstract T make(Parameters parameters);

  /** Changes a thing as what was sent says; after making, and on each update. */
  abstract void change(T thing, Parameters parameters);

  /** The list in JSON, and in XML. */
  abstract Names names();

  /** What lists are called. */
  record Names(String json, String xml) {}

  /** Refuses who may not come here, or where there is no such place. */
  void enter() {}

  /** Refuses who may see, but not change. */
  void enterToChange() {}

  /** Which things are listed, besides that they are the account's. */
  List<Condition> conditions() {
    return named();
  }

  /** Whether a thing can be reached here. */
  boolean isHere(T thing) {
    return true;
  }

  List<Condition> named() {
    return visit.query("FriendlyName").stream()
        .map(name -> Condition.is("friendlyName", name))
        .toList();
  }

  /** A page of the list. */
  @GET
  public Response list() {
    enter();
    Paging paging = visit.paging();
    return Response.ok(
            paging
                .show(
                    names().json(),
                    names().xml(),
                    belongings.list(kind(), visit.account(), conditions(), paging.range()),
                    Place::of,
                    this::show)
                .like(() -> show(sample())))
        .build();
  }

  /** One thing. */
  @GET
  @Path("{sid}")
  public Response fetch(@PathParam("sid") String sid) {
    T thing = existing(sid);
    return Conditional.answer(visit, thing.version(), thing.updated(), show(thing));
  }

  /** Makes a thing. */
  @POST
  public Response create(String body) {
    enter();
    enterToChange();
    Parameters parameters = Parameters.of(body);
    T thing = make(parameters);
    change(thing, parameters);
    return Response.status(Response.Status.CREATED)
        .entity(created(unique(() -> belongings.add(thing))))
        .build();
  }

  /** A thing as it is shown to who made it. */
  Representation created(T thing) {
    return show(thing);
  }

  /** Changes a thing. */
  @POST
  @Path("{sid}")
  public Response update(@PathParam("sid") String sid, String body) {
    Parameters parameters = Parameters.of(body);
    existing(sid);
    enterToChange();
    T changed =
        unique(() ->
            Retried.change(() ->
                    belongings.change(
                        kind(), visit.account(), sid, thing -> change(thing, parameters)))
                .orElseThrow(() -> RestFailure.notFound(visit.path())));
    return Response.ok(show(changed)).build();
  }

  /** The twin of {@link #update}. */
  @PUT
  @Path("{sid}")
  public Response put(@PathParam("sid") String sid, String body) {
    return update(sid, body);
  }

  /** Removes a thing. */
  @DELETE
  @Path("{sid}")
  public Response remove(@PathParam("sid") String sid) {
    existing(sid);
    enterToChange();
    if (!Retried.change(() -> belongings.remove(kind(), visit.account(), sid))) {
      throw RestFailure.notFound(visit.path());
    }
    removed(sid);
    return Response.noContent().build();
  }

  /** A thing has been removed, and what knew of it shall go, too. */
  void removed(String sid) {}

  T existing(String sid) {
    enter();
    return belongings
        .find(kind(), visit.account(), sid)
        .filter(this::isHere)
        .orElseThrow(() -> RestFailure.notFound(visit.path()));
  }

  /** The documented code for a thing that is there already. */
  int duplicateCode() {
    return 20409;
  }

  private <R> R unique(Supplier<R> change) {
    try {
      return change.get();
    } catch (RuntimeException failed) {
      if (Retried.isDuplicate(failed)) {
        throw RestFailure.invalid(duplicateCode(), "There is one of that name already");
      }
      throw failed;
    }
  }
}
