package io.moonlight.auth.http.route;

import static io.moonlight.auth.http.request.Fields.CODE;
import static io.moonlight.auth.http.request.Fields.CURRENT_PASSWORD;
import static io.moonlight.auth.http.request.Fields.EMAIL;
import static io.moonlight.auth.http.request.Fields.NEW_PASSWORD;
import static io.moonlight.auth.http.request.Fields.PASSWORD_ATTEMPT;
import static io.moonlight.auth.http.request.Fields.SESSION_ID;
import static io.moonlight.auth.http.request.Fields.USERNAME;

import io.moonlight.auth.application.Account;
import io.moonlight.auth.application.ChangeEmail;
import io.moonlight.auth.application.ChangePassword;
import io.moonlight.auth.application.ChangeUsername;
import io.moonlight.auth.application.DeleteAccount;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.request.Input;
import io.moonlight.auth.http.request.Refusal;
import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.Responses;
import java.util.List;
import java.util.Optional;

/** The section "Account" of the contract: the calls of signed-in users. */
public final class AccountRoutes {

    private final Account account;
    private final Guard<Principal> guard;
    private final String me;

    /** @param guard admits users */
    public AccountRoutes(Account account, Guard<Principal> guard, String basePath) {
        this.account = account;
        this.guard = guard;
        this.me = basePath + "/users/me";
    }

    /** Returns the calls. */
    public List<Route<?>> all() {
        return List.of(
                route("GET", "", List.of(), (in, who) -> user(who.user())),
                route("PATCH", "", List.of(USERNAME), this::changeUsername),
                route("DELETE", "", List.of(PASSWORD_ATTEMPT), this::delete),
                route("POST", "/password", List.of(CURRENT_PASSWORD, NEW_PASSWORD), this::changePassword),
                route("POST", "/email", List.of(EMAIL, CODE, CURRENT_PASSWORD), this::changeEmail),
                route("GET", "/sessions", List.of(), this::listSessions),
                route("DELETE", "/sessions", List.of(), this::endOtherSessions),
                route("DELETE", "/sessions/{id}", List.of(SESSION_ID), this::endSession));
    }

    private Route<?> route(String method, String path, List<Field<?>> fields, Route.Call<Principal> call) {
        return new Route<>(method, me + path, guard, fields, (in, who) -> {
            try {
                return call.answer(in, who);
            } catch (AuthException e) {
                if (e.error() instanceof AuthError.InvalidAccessToken) {
                    throw new Refusal.Unauthorized(true); // the session has ended since the guard admitted it
                }
                throw e;
            }
        });
    }

    private Answer changeUsername(Input in, Principal who) {
        return user(account.changeUsername().handle(new ChangeUsername.Command(who, in.get(USERNAME), in.client())));
    }

    private Answer changePassword(Input in, Principal who) {
        account.changePassword()
                .handle(new ChangePassword.Command(
                        who, in.get(CURRENT_PASSWORD), in.get(NEW_PASSWORD), in.language(), in.client()));
        return new Answer.Success("success.passwordChanged", new Responses.Empty());
    }

    private Answer changeEmail(Input in, Principal who) {
        return user(account.changeEmail()
                .handle(new ChangeEmail.Command(
                        who, in.get(EMAIL), in.get(CODE), in.get(CURRENT_PASSWORD), in.language(), in.client())));
    }

    private Answer delete(Input in, Principal who) {
        account.delete().handle(new DeleteAccount.Command(who, in.get(PASSWORD_ATTEMPT), in.client()));
        return Answer.Success.of(new Responses.Empty());
    }

    private Answer listSessions(Input in, Principal who) {
        return Answer.Success.of(Responses.Sessions.of(account.sessions().list(who), Optional.of(who.session())));
    }

    private Answer endSession(Input in, Principal who) {
        account.sessions().end(who, in.get(SESSION_ID), in.client());
        return Answer.Success.of(new Responses.Revoked(1));
    }

    private Answer endOtherSessions(Input in, Principal who) {
        return Answer.Success.of(new Responses.Revoked(account.sessions().endOthers(who, in.client())));
    }

    private static Answer user(User user) {
        return Answer.Success.of(Responses.UserData.of(user));
    }
}
