package io.moonlight.auth.http.route;

import static io.moonlight.auth.http.request.Fields.CODE;
import static io.moonlight.auth.http.request.Fields.EMAIL;
import static io.moonlight.auth.http.request.Fields.NEW_PASSWORD;
import static io.moonlight.auth.http.request.Fields.PASSWORD;
import static io.moonlight.auth.http.request.Fields.PASSWORD_ATTEMPT;
import static io.moonlight.auth.http.request.Fields.PURPOSE;
import static io.moonlight.auth.http.request.Fields.PURPOSE_OR_REGISTER;
import static io.moonlight.auth.http.request.Fields.REFRESH_TOKEN;
import static io.moonlight.auth.http.request.Fields.USERNAME;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.CheckEmail;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.LoginByCode;
import io.moonlight.auth.application.Logout;
import io.moonlight.auth.application.Refresh;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.ResetPassword;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.application.VerifyCode;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.request.Fields;
import io.moonlight.auth.http.request.Input;
import io.moonlight.auth.http.request.RefreshCookie;
import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.Responses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The section "Authentication" of the contract. */
public final class AuthRoutes {

    private final Auth auth;
    private final Guard<Principal> user;
    private final String prefix;

    /** @param user proves that the caller is a user, where a code is for users only */
    public AuthRoutes(Auth auth, Guard<Principal> user, String basePath) {
        this.auth = auth;
        this.user = user;
        this.prefix = basePath + "/auth";
    }

    /** Returns the calls. */
    public List<Route<?>> all() {
        List<Route<?>> all = new ArrayList<>(List.of(
                post("/refresh", List.of(REFRESH_TOKEN), this::refresh),
                post("/login", List.of(EMAIL, PASSWORD_ATTEMPT), this::login),
                post("/send-code", List.of(EMAIL, offered(PURPOSE)), this::sendCode),
                post("/verify-code", List.of(EMAIL, CODE, offered(PURPOSE_OR_REGISTER)), this::verifyCode),
                post("/register", List.of(EMAIL, CODE, USERNAME, PASSWORD), this::register),
                post("/reset-password", List.of(EMAIL, CODE, NEW_PASSWORD), this::resetPassword),
                post("/logout", List.of(REFRESH_TOKEN), this::logout)));
        if (auth.disclosure() == Disclosure.EXACT) {
            all.add(post("/check-email", List.of(EMAIL), this::checkEmail));
        }
        if (auth.offersLoginByCode()) {
            all.add(post("/login-code", List.of(EMAIL, CODE), this::loginByCode));
        }
        return all;
    }

    private Field<CodePurpose> offered(Field<CodePurpose> purpose) {
        return auth.offersLoginByCode() ? purpose : Fields.withoutLogin(purpose);
    }

    private Route<?> post(String path, List<Field<?>> fields, Function<Input, Answer> call) {
        return Route.open("POST", prefix + path, fields, call);
    }

    private void requireUser(CodePurpose purpose, Input in) {
        if (purpose == CodePurpose.CHANGE_EMAIL) {
            user.admit(in.bearer(), in.client());
        }
    }

    private Answer checkEmail(Input in) {
        boolean exists = auth.checkEmail().handle(new CheckEmail.Command(in.get(EMAIL), in.client()));
        return Answer.Success.of(new Responses.Exists(exists));
    }

    private Answer sendCode(Input in) {
        requireUser(in.get(PURPOSE), in);
        SendCode.Result sent = auth.sendCode()
                .handle(new SendCode.Command(in.get(EMAIL), in.get(PURPOSE), in.language(), in.client()));
        return new Answer.Success(
                "success.codeSent",
                new Responses.CodeSent(
                        in.get(EMAIL).value(),
                        sent.expiresIn().toSeconds(),
                        sent.resendAfter().toSeconds()));
    }

    private Answer verifyCode(Input in) {
        CodePurpose purpose = in.get(PURPOSE_OR_REGISTER);
        requireUser(purpose, in);
        auth.verifyCode().handle(new VerifyCode.Command(in.get(EMAIL), purpose, in.get(CODE), in.client()));
        return new Answer.Success("success.codeValid", new Responses.Valid(true));
    }

    private Answer register(Input in) {
        Register.Command command =
                new Register.Command(in.get(EMAIL), in.get(CODE), in.get(USERNAME), in.get(PASSWORD), in.client());
        return signedIn("success.registered", auth.register().handle(command), in);
    }

    private Answer login(Input in) {
        Login.Command command = new Login.Command(in.get(EMAIL), in.get(PASSWORD_ATTEMPT), in.client());
        return signedIn("success.loggedIn", auth.login().handle(command), in);
    }

    private Answer loginByCode(Input in) {
        LoginByCode.Command command = new LoginByCode.Command(in.get(EMAIL), in.get(CODE), in.client());
        return signedIn("success.loggedIn", auth.loginByCode().handle(command), in);
    }

    private static Answer signedIn(String messageKey, SignedIn result, Input in) {
        return new Answer.Success(
                messageKey,
                Responses.SignedInData.of(result, in.cookie().isPresent()),
                setCookie(in, cookie -> cookie.holding(result.tokens())));
    }

    private static Map<String, String> setCookie(Input in, Function<RefreshCookie, String> value) {
        return in.cookie()
                .map(cookie -> Map.of(RefreshCookie.SET_HEADER, value.apply(cookie)))
                .orElse(Map.of());
    }

    private Answer resetPassword(Input in) {
        auth.resetPassword()
                .handle(new ResetPassword.Command(
                        in.get(EMAIL), in.get(CODE), in.get(NEW_PASSWORD), in.language(), in.client()));
        return new Answer.Success("success.passwordReset", new Responses.Empty());
    }

    private Answer refresh(Input in) {
        Tokens next = auth.refresh().handle(new Refresh.Command(in.get(REFRESH_TOKEN), in.client()));
        return new Answer.Success(
                "success",
                Responses.TokensData.of(next, in.cookie().isPresent()),
                setCookie(in, cookie -> cookie.holding(next)));
    }

    private Answer logout(Input in) {
        auth.logout().handle(new Logout.Command(in.get(REFRESH_TOKEN), in.client()));
        return new Answer.Success("success.loggedOut", new Responses.Empty(), setCookie(in, RefreshCookie::cleared));
    }
}
