package io.moonlight.auth.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.PATCH;

import io.javalin.http.HandlerType;
import io.moonlight.auth.application.Administration;
import io.moonlight.auth.domain.model.User;
import java.util.ArrayList;
import java.util.List;

/** The section "Administration" of the contract; nothing here takes, or tells, a password. */
final class AdminRoutes {

    private static final String USERS = "/users";
    private static final String USER = "/users/{id}";

    private final Guard<Administration> guard;
    private final boolean withEvents;
    private final String prefix;

    /** @param withEvents whether there is an audit trail to read */
    AdminRoutes(Guard<Administration> guard, boolean withEvents, String basePath) {
        this.guard = guard;
        this.withEvents = withEvents;
        this.prefix = basePath + "/admin";
    }

    List<Route<?>> all() {
        List<Route<?>> all = new ArrayList<>(List.of(
                route(GET, USERS, AdminRequests.ListUsers.SHAPE, Responses.UserPage.class, AdminRoutes::list),
                route(GET, USER, AdminRequests.OneUser.SHAPE, Responses.UserData.class, AdminRoutes::read),
                route(PATCH, USER, AdminRequests.SetActive.SHAPE, Responses.UserData.class, AdminRoutes::setActive),
                route(DELETE, USER, AdminRequests.OneUser.SHAPE, Responses.Empty.class, AdminRoutes::delete),
                route(
                        DELETE,
                        USER + "/sessions",
                        AdminRequests.OneUser.SHAPE,
                        Responses.Revoked.class,
                        AdminRoutes::endSessions)));
        if (withEvents) {
            all.add(route(
                    GET, "/events", AdminRequests.ReadEvents.SHAPE, Responses.EventPage.class, AdminRoutes::events));
        }
        return all;
    }

    private <T> Route<T> route(
            HandlerType method,
            String path,
            InputShape<T> input,
            Class<?> answer,
            Route.Guarded<Administration, T> call) {
        return Route.guarded(guard, method, prefix + path, input, answer, call);
    }

    private static Reply list(AdminRequests.ListUsers in, Caller caller, Administration administration) {
        return new Reply.Success(
                "success", Responses.UserPage.of(administration.list(in.filter(), in.page(), caller.client())));
    }

    private static Reply read(AdminRequests.OneUser in, Caller caller, Administration administration) {
        return success(administration.read(in.id(), caller.client()));
    }

    private static Reply setActive(AdminRequests.SetActive in, Caller caller, Administration administration) {
        return success(administration.setActive(in.id(), in.active(), caller.client()));
    }

    private static Reply delete(AdminRequests.OneUser in, Caller caller, Administration administration) {
        administration.delete(in.id(), caller.client());
        return new Reply.Success("success", new Responses.Empty());
    }

    private static Reply endSessions(AdminRequests.OneUser in, Caller caller, Administration administration) {
        return new Reply.Success(
                "success", new Responses.Revoked(administration.endSessions(in.id(), caller.client())));
    }

    private static Reply events(AdminRequests.ReadEvents in, Caller caller, Administration administration) {
        return new Reply.Success(
                "success",
                Responses.EventPage.of(administration.events(in.filter(), in.page(), caller.client()), in.page()));
    }

    private static Reply success(User user) {
        return new Reply.Success("success", Responses.UserData.of(user));
    }
}
