package io.moonlight.auth.application.lifecycle;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.ChangePassword;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.ResetPassword;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.testkit.Samples;
import java.util.List;
import java.util.Optional;

/** The people of a sequence, and the longer ways that they go through the backend. */
final class Actors {

    /** A role: its address stays the same, whichever user is registered with it. */
    static final class Role {
        final EmailAddress email = Samples.email();
        Optional<Model.Person> person = Optional.empty();
        Optional<UserId> id = Optional.empty();

        Optional<Model.Person> present() {
            return person.filter(p -> !p.gone);
        }
    }

    private final List<Role> roles = List.of(new Role(), new Role());
    private final World world;
    private final Auth auth;
    private int passwords;

    Actors(World world) {
        this.world = world;
        this.auth = world.auth;
    }

    Role role(int number) {
        return roles.get(number % roles.size());
    }

    /** The role of a user who is, or was, registered. */
    Role roleOf(Model.Person person) {
        return roles.stream()
                .filter(role -> role.person.filter(p -> p == person).isPresent())
                .findFirst()
                .orElseThrow();
    }

    String newPassword() {
        return "a password, number " + ++passwords;
    }

    SignedIn register(EmailAddress email, String password) {
        VerificationCode code = code(email, CodePurpose.REGISTER);
        return auth.register()
                .handle(new Register.Command(
                        email, code, Samples.username(), new RawPassword(password), ClientInfo.LOCAL));
    }

    SignedIn login(EmailAddress email, String password) {
        return auth.login().handle(new Login.Command(email, new PasswordAttempt(password), ClientInfo.LOCAL));
    }

    void reset(EmailAddress email, String password) {
        VerificationCode code = code(email, CodePurpose.RESET_PASSWORD);
        auth.resetPassword()
                .handle(new ResetPassword.Command(
                        email, code, new RawPassword(password), Language.ENGLISH, ClientInfo.LOCAL));
        deliver();
    }

    void changePassword(Principal principal, String current, String password) {
        auth.account()
                .changePassword()
                .handle(new ChangePassword.Command(
                        principal,
                        new PasswordAttempt(current),
                        new RawPassword(password),
                        Language.ENGLISH,
                        ClientInfo.LOCAL));
        deliver();
    }

    private VerificationCode code(EmailAddress email, CodePurpose purpose) {
        auth.sendCode().handle(new SendCode.Command(email, purpose, Language.ENGLISH, ClientInfo.LOCAL));
        deliver();
        return ((Mail.Code) world.mailer.lastTo(email).orElseThrow()).code();
    }

    private void deliver() {
        while (auth.mailDispatcher().dispatchOne()) {
            // until nothing is ready
        }
    }
}
