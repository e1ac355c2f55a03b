package io.moonlight.auth.examples.jdkhttp;

import com.sun.net.httpserver.HttpExchange;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.Logout;
import io.moonlight.auth.application.Refresh;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.application.SignedIn;
import io.moonlight.auth.application.Tokens;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.Language;
import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.RawPassword;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.model.Username;
import io.moonlight.auth.domain.model.VerificationCode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** From a request to a use case, and from what that returns to a reply. */
final class LoginCalls {

    private static final String BEARER = "Bearer ";

    private final Auth auth;

    LoginCalls(Auth auth) {
        this.auth = auth;
    }

    Reply sendCode(HttpExchange exchange) throws IOException {
        Body body = Body.of(exchange);
        SendCode.Result result = auth.sendCode()
                .handle(new SendCode.Command(
                        new EmailAddress(body.text("email")),
                        CodePurpose.REGISTER,
                        Language.ENGLISH,
                        client(exchange)));
        return Reply.ok(Map.of(
                "expires_in", result.expiresIn().toSeconds(),
                "resend_after", result.resendAfter().toSeconds()));
    }

    Reply register(HttpExchange exchange) throws IOException {
        Body body = Body.of(exchange);
        SignedIn signedIn = auth.register()
                .handle(new Register.Command(
                        new EmailAddress(body.text("email")),
                        new VerificationCode(body.text("code")),
                        new Username(body.text("username")),
                        new RawPassword(body.text("password")),
                        client(exchange)));
        return Reply.ok(json(signedIn));
    }

    Reply login(HttpExchange exchange) throws IOException {
        Body body = Body.of(exchange);
        SignedIn signedIn = auth.login()
                .handle(new Login.Command(
                        new EmailAddress(body.text("email")),
                        new PasswordAttempt(body.text("password")),
                        client(exchange)));
        return Reply.ok(json(signedIn));
    }

    Reply refresh(HttpExchange exchange) throws IOException {
        Refresh.Command command = new Refresh.Command(Body.of(exchange).text("refresh_token"), client(exchange));
        return Reply.ok(json(auth.refresh().handle(command)));
    }

    Reply logout(HttpExchange exchange) throws IOException {
        auth.logout().handle(new Logout.Command(Body.of(exchange).text("refresh_token"), client(exchange)));
        return Reply.ok(Map.of());
    }

    /** A guarded call: without a token that counts, {@code authenticate} throws, and nothing below it runs. */
    Reply me(HttpExchange exchange) {
        return Reply.ok(json(auth.authenticate(bearer(exchange)).user()));
    }

    /** What stands in {@code Authorization: Bearer}, or an empty text, which is no token. */
    private static String bearer(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip())
                .orElse("");
    }

    private static ClientInfo client(HttpExchange exchange) {
        String userAgent = Optional.ofNullable(exchange.getRequestHeaders().getFirst("User-Agent"))
                .orElse("");
        ClientAddress address = new ClientAddress(exchange.getRemoteAddress().getAddress());
        return new ClientInfo(Optional.of(address), userAgent);
    }

    private static Map<String, Object> json(SignedIn signedIn) {
        return Map.of("user", json(signedIn.user()), "tokens", json(signedIn.tokens()));
    }

    private static Map<String, Object> json(Tokens tokens) {
        return Map.of(
                "access_token", tokens.access(),
                "refresh_token", tokens.refresh(),
                "token_type", "bearer",
                "expires_in", tokens.expiresIn().toSeconds());
    }

    private static Map<String, Object> json(User user) {
        return Map.of(
                "id", user.id().value(),
                "email", user.email().value(),
                "username", user.username().value());
    }
}
