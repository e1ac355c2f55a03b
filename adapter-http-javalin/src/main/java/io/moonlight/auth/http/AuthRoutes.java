package io.moonlight.auth.http;

import static io.javalin.http.HandlerType.POST;
import static io.moonlight.auth.http.Refusals.BAD_CREDENTIALS;
import static io.moonlight.auth.http.Refusals.CODE;
import static io.moonlight.auth.http.Refusals.EMAIL_TAKEN;
import static io.moonlight.auth.http.Refusals.PASSWORD_IS_IDENTITY;
import static io.moonlight.auth.http.Refusals.RATE_LIMITED;
import static io.moonlight.auth.http.Refusals.USERNAME_TAKEN;
import static io.moonlight.auth.http.Refusals.USER_NOT_FOUND;
import static io.moonlight.auth.http.Tag.AUTHENTICATION;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.CheckEmail;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.Logout;
import io.moonlight.auth.application.Principal;
import io.moonlight.auth.application.Refresh;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.ResetPassword;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.application.VerifyCode;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.Disclosure;
import java.util.List;

/** The section "Authentication" of the contract: from a request to a command, from a result to an answer. */
final class AuthRoutes {

    private static final String TYPE = "type";

    private final Auth auth;
    private final Guard<Principal> user;
    private final String prefix;

    AuthRoutes(Auth auth, Guard<Principal> user, String basePath) {
        this.auth = auth;
        this.user = user;
        this.prefix = basePath + "/auth";
    }

    List<Route<?>> all() {
        return List.of(
                Route.post(
                        prefix + "/refresh",
                        Operation.of("refresh", AUTHENTICATION, "Trades a refresh token for the next pair of tokens.")
                                .refusing(new AuthError.InvalidRefreshToken(), RATE_LIMITED),
                        Requests.RefreshToken.SHAPE,
                        Answer.success(Examples.TOKENS),
                        this::refresh),
                Route.post(
                        prefix + "/login",
                        Operation.of("login", AUTHENTICATION, "Begins a session by email and password.")
                                .refusing(BAD_CREDENTIALS, new AuthError.AccountDisabled(), RATE_LIMITED),
                        Requests.Login.SHAPE,
                        Answer.success("success.loggedIn", Examples.SIGNED_IN),
                        this::login),
                sendCode(),
                verifyCode(),
                Route.post(
                        prefix + "/register",
                        Operation.of("register", AUTHENTICATION, "Makes a user and begins a session.")
                                .refusing(CODE)
                                .refusing(PASSWORD_IS_IDENTITY, EMAIL_TAKEN, USERNAME_TAKEN, RATE_LIMITED),
                        Requests.Register.SHAPE,
                        Answer.success("success.registered", Examples.SIGNED_IN),
                        this::register),
                Route.post(
                        prefix + "/reset-password",
                        Operation.of(
                                        "resetPassword",
                                        AUTHENTICATION,
                                        "Sets a new password by a code, and ends every session of the user.")
                                .refusing(CODE)
                                .refusing(PASSWORD_IS_IDENTITY, USER_NOT_FOUND, RATE_LIMITED),
                        Requests.ResetPassword.SHAPE,
                        Answer.success("success.passwordReset", Examples.NOTHING),
                        this::resetPassword),
                Route.post(
                        prefix + "/logout",
                        Operation.of("logout", AUTHENTICATION, "Ends a session; a token that is dead already will do."),
                        Requests.RefreshToken.SHAPE,
                        Answer.success("success.loggedOut", Examples.NOTHING),
                        this::logout),
                Route.post(
                        prefix + "/check-email",
                        Operation.of("checkEmail", AUTHENTICATION, "Says whether an email belongs to a user.")
                                .refusing(RATE_LIMITED)
                                .onlyIf(
                                        auth.disclosure() == Disclosure.EXACT,
                                        "404 with `ACCOUNT_DISCLOSURE=uniform`."),
                        Requests.CheckEmail.SHAPE,
                        Answer.success(Examples.EXISTS),
                        this::checkEmail));
    }

    private Route<?> sendCode() {
        return Route.guarded(
                new OptionalUserGuard(user),
                POST,
                prefix + "/send-code",
                Operation.of("sendCode", AUTHENTICATION, "Mails a code of six digits.")
                        .request(CodePurpose.RESET_PASSWORD.wire(), TYPE, CodePurpose.RESET_PASSWORD.wire())
                        .request(CodePurpose.CHANGE_EMAIL.wire(), TYPE, CodePurpose.CHANGE_EMAIL.wire())
                        .refusing(EMAIL_TAKEN, new AuthError.EmailUnknown(), RATE_LIMITED),
                Requests.SendCode.SHAPE,
                Answer.success("success.codeSent", Examples.CODE_SENT),
                this::sendCode);
    }

    private Route<?> verifyCode() {
        return Route.guarded(
                new OptionalUserGuard(user),
                POST,
                prefix + "/verify-code",
                Operation.of(
                                "verifyCode",
                                AUTHENTICATION,
                                "Says whether a code would be taken, and does not use it up.")
                        .request(CodePurpose.RESET_PASSWORD.wire(), TYPE, CodePurpose.RESET_PASSWORD.wire())
                        .request(CodePurpose.CHANGE_EMAIL.wire(), TYPE, CodePurpose.CHANGE_EMAIL.wire())
                        .refusing(CODE)
                        .refusing(RATE_LIMITED),
                Requests.VerifyCode.SHAPE,
                Answer.success("success.codeValid", Examples.VALID),
                this::verifyCode);
    }

    private static void requireUser(CodePurpose purpose, Runnable proof) {
        if (purpose == CodePurpose.CHANGE_EMAIL) {
            proof.run();
        }
    }

    private Reply checkEmail(Requests.CheckEmail in, Caller caller) {
        boolean exists = auth.checkEmail().handle(new CheckEmail.Command(in.email(), caller.client()));
        return new Reply.Success(new Responses.Exists(exists));
    }

    private Reply sendCode(Requests.SendCode in, Caller caller, Runnable proof) {
        requireUser(in.purpose(), proof);
        SendCode.Result sent = auth.sendCode()
                .handle(new SendCode.Command(in.email(), in.purpose(), caller.language(), caller.client()));
        return new Reply.Success(new Responses.CodeSent(
                in.email().value(),
                sent.expiresIn().toSeconds(),
                sent.resendAfter().toSeconds()));
    }

    private Reply verifyCode(Requests.VerifyCode in, Caller caller, Runnable proof) {
        requireUser(in.purpose(), proof);
        auth.verifyCode().handle(new VerifyCode.Command(in.email(), in.purpose(), in.code(), caller.client()));
        return new Reply.Success(new Responses.Valid(true));
    }

    private Reply register(Requests.Register in, Caller caller) {
        Register.Command command =
                new Register.Command(in.email(), in.code(), in.username(), in.password(), caller.client());
        return new Reply.Success(Responses.SignedInData.of(auth.register().handle(command)));
    }

    private Reply login(Requests.Login in, Caller caller) {
        Login.Command command = new Login.Command(in.email(), in.password(), caller.client());
        return new Reply.Success(Responses.SignedInData.of(auth.login().handle(command)));
    }

    private Reply resetPassword(Requests.ResetPassword in, Caller caller) {
        auth.resetPassword()
                .handle(new ResetPassword.Command(
                        in.email(), in.code(), in.newPassword(), caller.language(), caller.client()));
        return new Reply.Success(new Responses.Empty());
    }

    private Reply refresh(Requests.RefreshToken in, Caller caller) {
        return new Reply.Success(Responses.TokensData.of(
                auth.refresh().handle(new Refresh.Command(in.refreshToken(), caller.client()))));
    }

    private Reply logout(Requests.RefreshToken in, Caller caller) {
        auth.logout().handle(new Logout.Command(in.refreshToken(), caller.client()));
        return new Reply.Success(new Responses.Empty());
    }
}
