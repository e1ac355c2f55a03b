package io.moonlight.auth.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.PATCH;
import static io.javalin.http.HandlerType.POST;

import io.javalin.http.HandlerType;
import io.moonlight.auth.application.Account;
import io.moonlight.auth.application.ChangeEmail;
import io.moonlight.auth.application.ChangePassword;
import io.moonlight.auth.application.ChangeUsername;
import io.moonlight.auth.application.DeleteAccount;
import io.moonlight.auth.application.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.OpenSession;
import io.moonlight.auth.domain.model.User;
import java.util.List;

/** The section "Account" of the contract: what signed-in users do with their account. */
final class AccountRoutes {

    private final Account account;
    private final Guard<Principal> guard;
    private final String me;

    AccountRoutes(Account account, Guard<Principal> guard, String basePath) {
        this.account = account;
        this.guard = guard;
        this.me = basePath + "/users/me";
    }

    List<Route<?>> all() {
        return List.of(
                route(GET, "", InputShape.NONE, Responses.UserData.class, (in, caller, who) -> success(who.user())),
                route(PATCH, "", AccountRequests.ChangeUsername.SHAPE, Responses.UserData.class, this::changeUsername),
                route(DELETE, "", AccountRequests.Delete.SHAPE, Responses.Empty.class, this::delete),
                route(
                        POST,
                        "/password",
                        AccountRequests.ChangePassword.SHAPE,
                        Responses.Empty.class,
                        this::changePassword),
                route(POST, "/email", AccountRequests.ChangeEmail.SHAPE, Responses.UserData.class, this::changeEmail),
                route(
                        GET,
                        "/sessions",
                        InputShape.NONE,
                        Responses.Sessions.class,
                        (in, caller, who) -> listSessions(who)),
                route(
                        DELETE,
                        "/sessions",
                        InputShape.NONE,
                        Responses.Revoked.class,
                        (in, caller, who) -> endOtherSessions(caller, who)),
                route(
                        DELETE,
                        "/sessions/{id}",
                        AccountRequests.EndSession.SHAPE,
                        Responses.Revoked.class,
                        this::endSession));
    }

    private <T> Route<T> route(
            HandlerType method, String path, InputShape<T> input, Class<?> answer, Route.Guarded<Principal, T> call) {
        return Route.guarded(guard, method, me + path, input, answer, (in, caller, who) -> {
            try {
                return call.answer(in, caller, who);
            } catch (AuthException e) {
                if (e.error() instanceof AuthError.UserNotFound) {
                    throw new Unauthorized(true); // deleted since the guard has looked: the token is worthless now
                }
                throw e;
            }
        });
    }

    private Reply changeUsername(AccountRequests.ChangeUsername in, Caller caller, Principal who) {
        return success(
                account.changeUsername().handle(new ChangeUsername.Command(who, in.username(), caller.client())));
    }

    private Reply changePassword(AccountRequests.ChangePassword in, Caller caller, Principal who) {
        account.changePassword()
                .handle(new ChangePassword.Command(
                        who, in.currentPassword(), in.newPassword(), caller.language(), caller.client()));
        return new Reply.Success("success.passwordChanged", new Responses.Empty());
    }

    private Reply changeEmail(AccountRequests.ChangeEmail in, Caller caller, Principal who) {
        return success(account.changeEmail()
                .handle(new ChangeEmail.Command(who, in.email(), in.code(), caller.language(), caller.client())));
    }

    private Reply delete(AccountRequests.Delete in, Caller caller, Principal who) {
        account.delete().handle(new DeleteAccount.Command(who, in.password(), caller.client()));
        return new Reply.Success("success", new Responses.Empty());
    }

    private Reply listSessions(Principal who) {
        List<OpenSession> open = account.sessions().list(who);
        return new Reply.Success("success", Responses.Sessions.of(open, who.session()));
    }

    private Reply endSession(AccountRequests.EndSession in, Caller caller, Principal who) {
        account.sessions().end(who, in.id(), caller.client());
        return new Reply.Success("success", new Responses.Revoked(1));
    }

    private Reply endOtherSessions(Caller caller, Principal who) {
        return new Reply.Success(
                "success", new Responses.Revoked(account.sessions().endOthers(who, caller.client())));
    }

    private static Reply success(User user) {
        return new Reply.Success("success", Responses.UserData.of(user));
    }
}
