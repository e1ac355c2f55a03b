package io.moonlight.auth.examples.springboot;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.Logout;
import io.moonlight.auth.application.Refresh;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.Username;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What strangers may call: the application's own paths and shapes, MoonLight Auth's use cases. */
@RestController
@RequestMapping("/auth")
class AuthController {

    record SendCodeRequest(String email) {}

    record SendCodeAnswer(long expiresIn, long resendAfter) {}

    record RegisterRequest(String email, String code, String username, String password) {}

    record LoginRequest(String email, String password) {}

    record TokenRequest(String refreshToken) {}

    private final Auth auth;

    AuthController(Auth auth) {
        this.auth = auth;
    }

    @PostMapping("/send-code")
    @ResponseStatus(HttpStatus.ACCEPTED)
    SendCodeAnswer sendCode(@RequestBody SendCodeRequest body, HttpServletRequest request) {
        SendCode.Result result = auth.sendCode()
                .handle(new SendCode.Command(
                        new EmailAddress(body.email()), CodePurpose.REGISTER, Language.ENGLISH, Clients.of(request)));
        return new SendCodeAnswer(
                result.expiresIn().toSeconds(), result.resendAfter().toSeconds());
    }

    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    Answers.SignedIn register(@RequestBody RegisterRequest body, HttpServletRequest request) {
        return Answers.of(auth.register()
                .handle(new Register.Command(
                        new EmailAddress(body.email()),
                        new VerificationCode(body.code()),
                        new Username(body.username()),
                        new RawPassword(body.password()),
                        Clients.of(request))));
    }

    @PostMapping("/login")
    Answers.SignedIn login(@RequestBody LoginRequest body, HttpServletRequest request) {
        return Answers.of(auth.login()
                .handle(new Login.Command(
                        new EmailAddress(body.email()), new PasswordAttempt(body.password()), Clients.of(request))));
    }

    @PostMapping("/refresh")
    Answers.Tokens refresh(@RequestBody TokenRequest body, HttpServletRequest request) {
        return Answers.of(auth.refresh().handle(new Refresh.Command(body.refreshToken(), Clients.of(request))));
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void logout(@RequestBody TokenRequest body, HttpServletRequest request) {
        auth.logout().handle(new Logout.Command(body.refreshToken(), Clients.of(request)));
    }
}
