package io.moonlight.auth.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.PATCH;
import static io.moonlight.auth.http.Refusals.USER_NOT_FOUND;
import static io.moonlight.auth.http.Tag.ADMINISTRATION;

import io.javalin.http.HandlerType;
import io.moonlight.auth.application.Administration;
import io.moonlight.auth.domain.model.User;
import java.util.List;

/** The section "Administration" of the contract; nothing here takes, or tells, a password. */
final class AdminRoutes {

    private static final String NO_KEY = "404 while no key for administrators is set (`ADMIN_API_KEY`).";
    private static final String USERS = "/users";
    private static final String USER = "/users/{id}";

    private final Guard<Administration> guard;
    private final boolean served;
    private final boolean withEvents;
    private final String prefix;

    /**
     * @param served whether there is a key for administrators
     * @param withEvents whether there is an audit trail to read
     */
    AdminRoutes(Guard<Administration> guard, boolean served, boolean withEvents, String basePath) {
        this.guard = guard;
        this.served = served;
        this.withEvents = withEvents;
        this.prefix = basePath + "/admin";
    }

    List<Route<?>> all() {
        return List.of(
                route(
                        GET,
                        USERS,
                        operation("listUsers", "The users, by number."),
                        AdminRequests.ListUsers.SHAPE,
                        Answer.success(Examples.USERS),
                        AdminRoutes::list),
                route(
                        GET,
                        USER,
                        operation("readUser", "One user.").refusing(USER_NOT_FOUND),
                        AdminRequests.OneUser.SHAPE,
                        Answer.success(Examples.USER),
                        AdminRoutes::read),
                route(
                        PATCH,
                        USER,
                        operation("setActive", "Switches a user off, ending all sessions, or on.")
                                .refusing(USER_NOT_FOUND),
                        AdminRequests.SetActive.SHAPE,
                        Answer.success(Examples.INACTIVE_USER),
                        AdminRoutes::setActive),
                route(
                        DELETE,
                        USER,
                        operation("deleteUser", "Deletes a user, with codes and sessions.")
                                .refusing(USER_NOT_FOUND),
                        AdminRequests.OneUser.SHAPE,
                        Answer.success(Examples.NOTHING),
                        AdminRoutes::delete),
                route(
                        DELETE,
                        USER + "/sessions",
                        operation("endSessions", "Ends all sessions of a user.").refusing(USER_NOT_FOUND),
                        AdminRequests.OneUser.SHAPE,
                        Answer.success(Examples.REVOKED),
                        AdminRoutes::endSessions),
                route(
                        GET,
                        "/events",
                        operation("readEvents", "The audit trail, newest first.")
                                .onlyIf(served && withEvents, NO_KEY + " 404, too, where no audit trail is kept."),
                        AdminRequests.ReadEvents.SHAPE,
                        Answer.success(Examples.EVENTS),
                        AdminRoutes::events));
    }

    private Operation operation(String id, String summary) {
        return Operation.of(id, ADMINISTRATION, summary).onlyIf(served, NO_KEY);
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
