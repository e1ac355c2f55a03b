package io.moonlight.auth.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.PATCH;
import static io.javalin.http.HandlerType.POST;
import static io.moonlight.auth.http.Refusals.BAD_CREDENTIALS;
import static io.moonlight.auth.http.Refusals.CODE;
import static io.moonlight.auth.http.Refusals.EMAIL_TAKEN;
import static io.moonlight.auth.http.Refusals.PASSWORD_IS_IDENTITY;
import static io.moonlight.auth.http.Refusals.RATE_LIMITED;
import static io.moonlight.auth.http.Refusals.USERNAME_TAKEN;
import static io.moonlight.auth.http.Tag.ACCOUNT;

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
                route(
                        GET,
                        "",
                        Operation.of("readMe", ACCOUNT, "The user."),
                        InputShape.NONE,
                        Answer.success(Examples.USER),
                        (in, caller, who) -> success(who.user())),
                route(
                        PATCH,
                        "",
                        Operation.of("changeUsername", ACCOUNT, "Changes the username.")
                                .refusing(USERNAME_TAKEN),
                        AccountRequests.ChangeUsername.SHAPE,
                        Answer.success(Examples.USER),
                        this::changeUsername),
                route(
                        DELETE,
                        "",
                        Operation.of("deleteMe", ACCOUNT, "Deletes the user, with codes and sessions.")
                                .refusing(BAD_CREDENTIALS, RATE_LIMITED),
                        AccountRequests.Delete.SHAPE,
                        Answer.success(Examples.NOTHING),
                        this::delete),
                route(
                        POST,
                        "/password",
                        Operation.of("changePassword", ACCOUNT, "Changes the password, and ends the other sessions.")
                                .refusing(PASSWORD_IS_IDENTITY, BAD_CREDENTIALS, RATE_LIMITED),
                        AccountRequests.ChangePassword.SHAPE,
                        Answer.success("success.passwordChanged", Examples.NOTHING),
                        this::changePassword),
                route(
                        POST,
                        "/email",
                        Operation.of(
                                        "changeEmail",
                                        ACCOUNT,
                                        "Changes the email by the password and a code that was sent to the new one.")
                                .refusing(CODE)
                                .refusing(BAD_CREDENTIALS, EMAIL_TAKEN, RATE_LIMITED),
                        AccountRequests.ChangeEmail.SHAPE,
                        Answer.success(Examples.USER),
                        this::changeEmail),
                route(
                        GET,
                        "/sessions",
                        Operation.of("listSessions", ACCOUNT, "The user's open sessions."),
                        InputShape.NONE,
                        Answer.success(Examples.SESSIONS),
                        (in, caller, who) -> listSessions(who)),
                route(
                        DELETE,
                        "/sessions",
                        Operation.of("endOtherSessions", ACCOUNT, "Ends every session but the one that asks."),
                        InputShape.NONE,
                        Answer.success(Examples.REVOKED),
                        (in, caller, who) -> endOtherSessions(caller, who)),
                route(
                        DELETE,
                        "/sessions/{id}",
                        Operation.of("endSession", ACCOUNT, "Ends one session.")
                                .refusing(new AuthError.SessionNotFound()),
                        AccountRequests.EndSession.SHAPE,
                        Answer.success(Examples.REVOKED),
                        this::endSession));
    }

    private <T> Route<T> route(
            HandlerType method,
            String path,
            Operation operation,
            InputShape<T> input,
            Answer answer,
            Route.Guarded<Principal, T> call) {
        return Route.guarded(guard, method, me + path, operation, input, answer, (in, caller, who) -> {
            try {
                return call.answer(in, caller, who);
            } catch (AuthException e) {
                if (e.error() instanceof AuthError.InvalidAccessToken) {
                    throw new Unauthorized(true); // the session has ended since the guard admitted it
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
        return new Reply.Success(new Responses.Empty());
    }

    private Reply changeEmail(AccountRequests.ChangeEmail in, Caller caller, Principal who) {
        return success(account.changeEmail()
                .handle(new ChangeEmail.Command(
                        who, in.email(), in.code(), in.currentPassword(), caller.language(), caller.client())));
    }

    private Reply delete(AccountRequests.Delete in, Caller caller, Principal who) {
        account.delete().handle(new DeleteAccount.Command(who, in.password(), caller.client()));
        return new Reply.Success(new Responses.Empty());
    }

    private Reply listSessions(Principal who) {
        List<OpenSession> open = account.sessions().list(who);
        return new Reply.Success(Responses.Sessions.of(open, who.session()));
    }

    private Reply endSession(AccountRequests.EndSession in, Caller caller, Principal who) {
        account.sessions().end(who, in.id(), caller.client());
        return new Reply.Success(new Responses.Revoked(1));
    }

    private Reply endOtherSessions(Caller caller, Principal who) {
        return new Reply.Success(new Responses.Revoked(account.sessions().endOthers(who, caller.client())));
    }

    private static Reply success(User user) {
        return new Reply.Success(Responses.UserData.of(user));
    }
}
