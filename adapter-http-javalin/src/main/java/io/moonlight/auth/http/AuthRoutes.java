package io.moonlight.auth.http;

import io.javalin.http.HandlerType;
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
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.Disclosure;
import java.util.ArrayList;
import java.util.List;

/** The section "Authentication" of the contract: from a request to a command, from a result to an answer. */
final class AuthRoutes {

    private final Auth auth;
    private final Guard<Principal> user;
    private final String prefix;

    AuthRoutes(Auth auth, Guard<Principal> user, String basePath) {
        this.auth = auth;
        this.user = user;
        this.prefix = basePath + "/auth";
    }

    List<Route<?>> all() {
        List<Route<?>> all = new ArrayList<>(List.of(
                Route.post(prefix + "/refresh", Requests.RefreshToken.SHAPE, Responses.TokenData.class, this::refresh),
                Route.post(prefix + "/login", Requests.Login.SHAPE, Responses.SignedInData.class, this::login),
                Route.guarded(
                        this::remember,
                        HandlerType.POST,
                        prefix + "/send-code",
                        Requests.SendCode.SHAPE,
                        Responses.CodeSent.class,
                        this::sendCode),
                Route.guarded(
                        this::remember,
                        HandlerType.POST,
                        prefix + "/verify-code",
                        Requests.VerifyCode.SHAPE,
                        Responses.Valid.class,
                        this::verifyCode),
                Route.post(prefix + "/register", Requests.Register.SHAPE, Responses.SignedInData.class, this::register),
                Route.post(
                        prefix + "/reset-password",
                        Requests.ResetPassword.SHAPE,
                        Responses.Empty.class,
                        this::resetPassword),
                Route.post(prefix + "/logout", Requests.RefreshToken.SHAPE, Responses.Empty.class, this::logout)));
        if (auth.disclosure() == Disclosure.EXACT) {
            all.add(Route.post(
                    prefix + "/check-email", Requests.CheckEmail.SHAPE, Responses.Exists.class, this::checkEmail));
        }
        return all;
    }

    /** Lets everybody in; what they can be asked for later is to prove that they are users: some codes are for these alone. */
    private Runnable remember(Bearer bearer, ClientInfo client) {
        return () -> user.admit(bearer, client);
    }

    private static void requireUser(CodePurpose purpose, Runnable proof) {
        if (purpose == CodePurpose.CHANGE_EMAIL) {
            proof.run();
        }
    }

    private Reply checkEmail(Requests.CheckEmail in, Caller caller) {
        boolean exists = auth.checkEmail().handle(new CheckEmail.Command(in.email(), caller.client()));
        return new Reply.Success("success", new Responses.Exists(exists));
    }

    private Reply sendCode(Requests.SendCode in, Caller caller, Runnable proof) {
        requireUser(in.purpose(), proof);
        SendCode.Result sent = auth.sendCode()
                .handle(new SendCode.Command(in.email(), in.purpose(), caller.language(), caller.client()));
        return new Reply.Success(
                "success.codeSent",
                new Responses.CodeSent(
                        in.email().value(),
                        sent.expiresIn().toSeconds(),
                        sent.resendAfter().toSeconds()));
    }

    private Reply verifyCode(Requests.VerifyCode in, Caller caller, Runnable proof) {
        requireUser(in.purpose(), proof);
        auth.verifyCode().handle(new VerifyCode.Command(in.email(), in.purpose(), in.code(), caller.client()));
        return new Reply.Success("success.codeValid", new Responses.Valid(true));
    }

    private Reply register(Requests.Register in, Caller caller) {
        Register.Command command =
                new Register.Command(in.email(), in.code(), in.username(), in.password(), caller.client());
        return new Reply.Success(
                "success.registered", Responses.SignedInData.of(auth.register().handle(command)));
    }

    private Reply login(Requests.Login in, Caller caller) {
        Login.Command command = new Login.Command(in.email(), in.password(), caller.client());
        return new Reply.Success(
                "success.loggedIn", Responses.SignedInData.of(auth.login().handle(command)));
    }

    private Reply resetPassword(Requests.ResetPassword in, Caller caller) {
        auth.resetPassword()
                .handle(new ResetPassword.Command(
                        in.email(), in.code(), in.newPassword(), caller.language(), caller.client()));
        return new Reply.Success("success.passwordReset", new Responses.Empty());
    }

    private Reply refresh(Requests.RefreshToken in, Caller caller) {
        return new Reply.Success(
                "success",
                Responses.TokenData.of(auth.refresh().handle(new Refresh.Command(in.refreshToken(), caller.client()))));
    }

    private Reply logout(Requests.RefreshToken in, Caller caller) {
        auth.logout().handle(new Logout.Command(in.refreshToken(), caller.client()));
        return new Reply.Success("success.loggedOut", new Responses.Empty());
    }
}
