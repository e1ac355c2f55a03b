package io.moonlight.auth.http.route;

import static io.moonlight.auth.http.request.Fields.EMAIL;
import static io.moonlight.auth.http.request.Fields.EXPIRES_IN;
import static io.moonlight.auth.http.request.Fields.INVITATION_ID;
import static io.moonlight.auth.http.request.Fields.PAGE;
import static io.moonlight.auth.http.request.Fields.PAGE_SIZE;
import static io.moonlight.auth.http.request.Fields.ROLES_OR_NONE;

import io.moonlight.auth.application.Administration;
import io.moonlight.auth.application.Invitations;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.http.request.Input;
import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.Responses;
import java.util.List;

/** The administrators' calls on invitations, of the section "Admission" of the contract. */
final class InvitationRoutes {

    private InvitationRoutes() {}

    /** Returns the calls. */
    static List<Route<?>> all(Guard<Administration> guard, String prefix) {
        String path = prefix + "/invitations";
        return List.of(
                new Route<>("POST", path, guard, List.of(EMAIL, ROLES_OR_NONE, EXPIRES_IN), InvitationRoutes::invite),
                new Route<>("GET", path, guard, List.of(PAGE, PAGE_SIZE), InvitationRoutes::list),
                new Route<>("DELETE", path + "/{id}", guard, List.of(INVITATION_ID), InvitationRoutes::revoke));
    }

    private static Answer invite(Input in, Administration administration) {
        Invitations.Command command = new Invitations.Command(
                in.get(EMAIL), in.get(ROLES_OR_NONE), in.get(EXPIRES_IN), in.language(), in.client());
        return Answer.Success.of(
                Responses.InvitationData.of(administration.invitations().invite(command)));
    }

    private static Answer list(Input in, Administration administration) {
        PageRequest page = new PageRequest(in.get(PAGE), in.get(PAGE_SIZE));
        return Answer.Success.of(
                Responses.InvitationPage.of(administration.invitations().list(page, in.client())));
    }

    private static Answer revoke(Input in, Administration administration) {
        boolean revoked = administration.invitations().revoke(in.get(INVITATION_ID), in.client());
        return Answer.Success.of(new Responses.Revoked(revoked ? 1 : 0));
    }
}
