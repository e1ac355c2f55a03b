package io.moonlight.auth.http.route;

import static io.moonlight.auth.http.request.Fields.EMAIL_PREFIX;
import static io.moonlight.auth.http.request.Fields.EVENT_TYPE;
import static io.moonlight.auth.http.request.Fields.IS_ACTIVE;
import static io.moonlight.auth.http.request.Fields.PAGE;
import static io.moonlight.auth.http.request.Fields.PAGE_SIZE;
import static io.moonlight.auth.http.request.Fields.ROLES;
import static io.moonlight.auth.http.request.Fields.SESSION_ID;
import static io.moonlight.auth.http.request.Fields.USERNAME_PREFIX;
import static io.moonlight.auth.http.request.Fields.USER_ID;
import static io.moonlight.auth.http.request.Fields.USER_ID_IN_PATH;

import io.moonlight.auth.application.Administration;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.request.Input;
import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.Responses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The section "Administration" of the contract; no call takes or returns a password. */
public final class AdminRoutes {

    private static final String USERS = "/users";
    private static final String USER = "/users/{id}";

    private final Guard<Administration> guard;
    private final boolean withEvents;
    private final String prefix;

    /**
     * @param guard admits administrators
     * @param withEvents whether there is an audit trail to read
     */
    public AdminRoutes(Guard<Administration> guard, boolean withEvents, String basePath) {
        this.guard = guard;
        this.withEvents = withEvents;
        this.prefix = basePath + "/admin";
    }

    /** Returns the calls. */
    public List<Route<?>> all() {
        List<Route<?>> all = new ArrayList<>(List.of(
                route("GET", USERS, List.of(PAGE, PAGE_SIZE, EMAIL_PREFIX, USERNAME_PREFIX), AdminRoutes::list),
                route("GET", USER, List.of(USER_ID_IN_PATH), AdminRoutes::read),
                route("PATCH", USER, List.of(USER_ID_IN_PATH, IS_ACTIVE), AdminRoutes::setActive),
                route("PUT", USER + "/roles", List.of(USER_ID_IN_PATH, ROLES), AdminRoutes::setRoles),
                route("DELETE", USER, List.of(USER_ID_IN_PATH), AdminRoutes::delete),
                route("GET", USER + "/sessions", List.of(USER_ID_IN_PATH), AdminRoutes::sessions),
                route("DELETE", "/sessions/{id}", List.of(SESSION_ID), AdminRoutes::endSession),
                route("DELETE", USER + "/sessions", List.of(USER_ID_IN_PATH), AdminRoutes::endSessions)));
        all.addAll(InvitationRoutes.all(guard, prefix));
        if (withEvents) {
            all.add(route("GET", "/events", List.of(USER_ID, EVENT_TYPE, PAGE, PAGE_SIZE), AdminRoutes::events));
        }
        return all;
    }

    private Route<?> route(String method, String path, List<Field<?>> fields, Route.Call<Administration> call) {
        return new Route<>(method, prefix + path, guard, fields, call);
    }

    private static Answer list(Input in, Administration administration) {
        UserFilter filter = new UserFilter(in.get(EMAIL_PREFIX), in.get(USERNAME_PREFIX));
        return Answer.Success.of(Responses.UserPage.of(administration.list(filter, page(in), in.client())));
    }

    private static Answer read(Input in, Administration administration) {
        return user(administration.read(in.get(USER_ID_IN_PATH), in.client()));
    }

    private static Answer setActive(Input in, Administration administration) {
        return user(administration.setActive(in.get(USER_ID_IN_PATH), in.get(IS_ACTIVE), in.client()));
    }

    private static Answer setRoles(Input in, Administration administration) {
        return user(administration.setRoles(in.get(USER_ID_IN_PATH), in.get(ROLES), in.client()));
    }

    private static Answer delete(Input in, Administration administration) {
        administration.delete(in.get(USER_ID_IN_PATH), in.client());
        return Answer.Success.of(new Responses.Empty());
    }

    private static Answer sessions(Input in, Administration administration) {
        return Answer.Success.of(
                Responses.Sessions.of(administration.sessions(in.get(USER_ID_IN_PATH), in.client()), Optional.empty()));
    }

    private static Answer endSession(Input in, Administration administration) {
        administration.endSession(in.get(SESSION_ID), in.client());
        return Answer.Success.of(new Responses.Revoked(1));
    }

    private static Answer endSessions(Input in, Administration administration) {
        return Answer.Success.of(
                new Responses.Revoked(administration.endSessions(in.get(USER_ID_IN_PATH), in.client())));
    }

    private static Answer events(Input in, Administration administration) {
        AuditFilter filter = new AuditFilter(in.get(USER_ID), in.get(EVENT_TYPE));
        PageRequest page = page(in);
        return Answer.Success.of(Responses.EventPage.of(administration.events(filter, page, in.client()), page));
    }

    private static PageRequest page(Input in) {
        return new PageRequest(in.get(PAGE), in.get(PAGE_SIZE));
    }

    private static Answer user(User user) {
        return Answer.Success.of(Responses.UserData.of(user));
    }
}
