package io.moonlight.auth.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.PATCH;
import static io.moonlight.auth.http.Refusals.USER_NOT_FOUND;
import static io.moonlight.auth.http.Tag.ADMINISTRATION;

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
                route(
                        GET,
                        USERS,
                        Operation.of("listUsers", ADMINISTRATION, "The users, by number."),
                        AdminRequests.ListUsers.SHAPE,
                        Answer.success(Examples.USERS),
                        AdminRoutes::list),
                route(
                        GET,
                        USER,
                        Operation.of("readUser", ADMINISTRATION, "One user.").refusing(USER_NOT_FOUND),
                        AdminRequests.OneUser.SHAPE,
                        Answer.success(Examples.USER),
                        AdminRoutes::read),
                route(
                        PATCH,
                        USER,
                        Operation.of("setActive", ADMINISTRATION, "Switches a user off, ending all sessions, or on.")
                                .refusing(USER_NOT_FOUND),
                        AdminRequests.SetActive.SHAPE,
                        Answer.success(Examples.INACTIVE_USER),
                        AdminRoutes::setActive),
                route(
                        DELETE,
                        USER,
                        Operation.of("deleteUser", ADMINISTRATION, "Deletes a user, with codes and sessions.")
                                .refusing(USER_NOT_FOUND),
                        AdminRequests.OneUser.SHAPE,
                        Answer.success(Examples.NOTHING),
                        AdminRoutes::delete),
                route(
                        DELETE,
                        USER + "/sessions",
                        Operation.of("endSessions", ADMINISTRATION, "Ends all sessions of a user.")
                                .refusing(USER_NOT_FOUND),
                        AdminRequests.OneUser.SHAPE,
                        Answer.success(Examples.REVOKED),
                        AdminRoutes::endSessions)));
        if (withEvents) {
            all.add(route(
                    GET,
                    "/events",
                    Operation.of("readEvents", ADMINISTRATION, "The audit trail, newest first."),
                    AdminRequests.ReadEvents.SHAPE,
                    Answer.success(Examples.EVENTS),
                    AdminRoutes::events));
        }
        return all;
    }

    private <T> Route<T> route(
            HandlerType method,
            String path,
            Operation operation,
            InputShape<T> input,
            Answer answer,
            Route.Guarded<Administration, T> call) {
        return Route.guarded(guard, method, prefix + path, operation, input, answer, call);
    }

    private static Reply list(AdminRequests.ListUsers in, Caller caller, Administration administration) {
        return new Reply.Success(Responses.UserPage.of(administration.list(in.filter(), in.page(), caller.client())));
    }

    private static Reply read(AdminRequests.OneUser in, Caller caller, Administration administration) {
        return success(administration.read(in.id(), caller.client()));
    }

    private static Reply setActive(AdminRequests.SetActive in, Caller caller, Administration administration) {
        return success(administration.setActive(in.id(), in.active(), caller.client()));
    }

    private static Reply delete(AdminRequests.OneUser in, Caller caller, Administration administration) {
        administration.delete(in.id(), caller.client());
        return new Reply.Success(new Responses.Empty());
    }

    private static Reply endSessions(AdminRequests.OneUser in, Caller caller, Administration administration) {
        return new Reply.Success(new Responses.Revoked(administration.endSessions(in.id(), caller.client())));
    }

    private static Reply events(AdminRequests.ReadEvents in, Caller caller, Administration administration) {
        return new Reply.Success(
                Responses.EventPage.of(administration.events(in.filter(), in.page(), caller.client()), in.page()));
    }

    private static Reply success(User user) {
        return new Reply.Success(Responses.UserData.of(user));
    }
}
