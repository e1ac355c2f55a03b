package io.moonlight.auth.examples.plainmain;

import io.moonlight.auth.application.Auth;
import io.moonlight.auth.application.ChangeEmail;
import io.moonlight.auth.application.ChangePassword;
import io.moonlight.auth.application.ChangeUsername;
import io.moonlight.auth.application.CheckEmail;
import io.moonlight.auth.application.DeleteAccount;
import io.moonlight.auth.application.Login;
import io.moonlight.auth.application.Logout;
import io.moonlight.auth.application.Refresh;
import io.moonlight.auth.application.Register;
import io.moonlight.auth.application.ResetPassword;
import io.moonlight.auth.application.SendCode;
import io.moonlight.auth.application.VerifyCode;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuditFilter;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.inmemory.InMemoryAuthEvents;
import io.moonlight.auth.inmemory.InMemoryMailer;
import io.moonlight.auth.inmemory.InMemoryPasswordHasher;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.inmemory.InMemoryStore;
import io.moonlight.auth.inmemory.InMemoryTokenSigner;
import java.security.SecureRandom;
import java.time.Clock;

/**
 * Goes through every use case in memory, and ends with 1 if one does not do what it should. A program, not a test: {@link
 * PlainMainIT} starts it with nothing but the example's own libraries on its class path.
 */
final class EveryUseCase {

    private static final PageRequest FIRST = new PageRequest(1, 100);
    private static final ClientInfo HERE = ClientInfo.LOCAL;

    private final InMemoryMailer mails = new InMemoryMailer();
    private final Auth auth;

    private EveryUseCase() {
        SecureRandom random = new SecureRandom();
        InMemoryAuthEvents events = new InMemoryAuthEvents();
        auth = Auth.builder()
                .store(new InMemoryStore())
                .limiter(new InMemoryRateLimiter(Clock.systemUTC()))
                .mailer(mails)
                .passwords(new InMemoryPasswordHasher(random))
                .tokens(new InMemoryTokenSigner(random, Clock.systemUTC()))
                .events(events)
                .auditTrail(events)
                .secret(random.generateSeed(32))
                .build();
    }

    public static void main(String[] args) {
        new EveryUseCase().run();
        System.out.println("every use case");
    }

    private void run() {
        EmailAddress email = new EmailAddress("me@example.org");
        EmailAddress next = new EmailAddress("me@example.net");
        VerificationCode code = code(email, CodePurpose.REGISTER);
        check(!auth.checkEmail().handle(new CheckEmail.Command(email, HERE)));
        auth.verifyCode().handle(new VerifyCode.Command(email, CodePurpose.REGISTER, code, HERE));
        SignedIn first = auth.register()
                .handle(new Register.Command(email, code, new Username("moon"), new RawPassword("password 1"), HERE));
        check(auth.checkEmail().handle(new CheckEmail.Command(email, HERE)));
        Tokens tokens = auth.refresh().handle(new Refresh.Command(first.tokens().refresh(), HERE));
        Principal me = auth.authenticate(tokens.access());

        auth.account().changeUsername().handle(new ChangeUsername.Command(me, new Username("luna"), HERE));
        auth.account()
                .changePassword()
                .handle(new ChangePassword.Command(
                        me, new PasswordAttempt("password 1"), new RawPassword("password 2"), Language.ENGLISH, HERE));
        VerificationCode moves = code(next, CodePurpose.CHANGE_EMAIL);
        auth.account()
                .changeEmail()
                .handle(new ChangeEmail.Command(
                        me, next, moves, new PasswordAttempt("password 2"), Language.ENGLISH, HERE));
        auth.resetPassword()
                .handle(new ResetPassword.Command(
                        next,
                        code(next, CodePurpose.RESET_PASSWORD),
                        new RawPassword("password 3"),
                        Language.ENGLISH,
                        HERE));

        SignedIn again = login(next, "password 3");
        SignedIn other = login(next, "password 3");
        me = auth.authenticate(again.tokens().access());
        check(me.user().username().equals(new Username("luna")));
        check(auth.account().sessions().list(me).size() == 2);
        auth.account()
                .sessions()
                .end(me, auth.authenticate(other.tokens().access()).session(), HERE);
        check(auth.account().sessions().endOthers(me, HERE) == 0);
        auth.logout().handle(new Logout.Command(again.tokens().refresh(), HERE));
        check(isRefused(again.tokens().access()));

        administer(me);
        auth.account()
                .delete()
                .handle(new DeleteAccount.Command(
                        auth.authenticate(login(next, "password 3").tokens().access()),
                        new PasswordAttempt("password 3"),
                        HERE));
        check(auth.administration().list(UserFilter.ALL, FIRST, HERE).total() == 0);
        while (auth.housekeeper().runOnce()) {
            // until everything was looked at
        }
        auth.startBackgroundWork(1).close();
    }

    private void administer(Principal user) {
        check(auth.administration().read(user.user().id(), HERE).active());
        check(!auth.administration().setActive(user.user().id(), false, HERE).active());
        check(auth.administration().setActive(user.user().id(), true, HERE).active());
        check(auth.administration().endSessions(user.user().id(), HERE) == 0);
        check(!auth.administration().events(AuditFilter.ALL, FIRST, HERE).isEmpty());
    }

    private SignedIn login(EmailAddress email, String password) {
        return auth.login().handle(new Login.Command(email, new PasswordAttempt(password), HERE));
    }

    private VerificationCode code(EmailAddress email, CodePurpose purpose) {
        auth.sendCode().handle(new SendCode.Command(email, purpose, Language.ENGLISH, HERE));
        while (auth.mailDispatcher().dispatchOne()) {
            // until the outbox is empty
        }
        return mails.lastCodeTo(email).orElseThrow();
    }

    private boolean isRefused(String accessToken) {
        try {
            auth.authenticate(accessToken);
            return false;
        } catch (AuthException e) {
            return true;
        }
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError("a use case does not do what it should");
        }
    }
}
