package io.moonlight.auth.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.internal.Admissions;
import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.CodeCheck;
import io.moonlight.auth.application.internal.Codes;
import io.moonlight.auth.application.internal.EnumerationGuard;
import io.moonlight.auth.application.internal.Limits;
import io.moonlight.auth.application.internal.Notices;
import io.moonlight.auth.application.limit.LimitPolicy;
import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.inmemory.InMemoryVerificationCodes;
import io.moonlight.auth.testkit.Samples;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** That a call which leaves a mail in the outbox does not let it wait for the next look into it. */
class OutboxWakeUpTest {

    private final Backend backend = new Backend();
    private final AuthConfig parts = backend.builder().config();
    private final AtomicInteger woken = new AtomicInteger();
    private final Audit audit = new Audit(List.of(), backend.clock);
    private final EnumerationGuard enumerationGuard = new EnumerationGuard(Disclosure.EXACT);
    private final Limits limits = new Limits(parts.limiter(), parts.hasher(), LimitPolicy.DEFAULT);
    private final CodeCheck codes = new CodeCheck(
            new InMemoryVerificationCodes(backend.store), backend.users, new Codes(parts.hasher()), limits);
    private final Notices notices = new Notices(Samples.random());
    private final Account account =
            new Account(parts, codes, limits, notices, enumerationGuard, audit, woken::incrementAndGet);

    private final EmailAddress email = Samples.email();
    private final SignedIn signedIn = backend.register(email);
    private final Principal principal = backend.principal(signedIn);

    @Test
    void sendCode_wakesTheDispatcher() {
        new SendCode(
                        parts,
                        limits,
                        new Admissions(parts.admission(), backend.store.invitations(), backend.clock),
                        enumerationGuard,
                        audit,
                        woken::incrementAndGet)
                .handle(new SendCode.Command(
                        Samples.email(), CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));

        assertThat(woken).hasValue(1);
    }

    @Test
    void resetPassword_wakesTheDispatcher() {
        VerificationCode code = backend.code(email, CodePurpose.RESET_PASSWORD);

        new ResetPassword(parts, codes, limits, notices, enumerationGuard, audit, woken::incrementAndGet)
                .handle(new ResetPassword.Command(
                        email, code, new RawPassword("a new password"), Language.ENGLISH, ClientInfo.LOCAL));

        assertThat(woken).hasValue(1);
    }

    @Test
    void changePassword_wakesTheDispatcher() {
        account.changePassword()
                .handle(new ChangePassword.Command(
                        principal,
                        new PasswordAttempt(Backend.PASSWORD),
                        new RawPassword("a new password"),
                        Language.ENGLISH,
                        ClientInfo.LOCAL));

        assertThat(woken).hasValue(1);
    }

    @Test
    void changeEmail_wakesTheDispatcher() {
        EmailAddress next = Samples.email();
        VerificationCode code = backend.code(next, CodePurpose.CHANGE_EMAIL);

        account.changeEmail()
                .handle(new ChangeEmail.Command(
                        principal,
                        next,
                        code,
                        new PasswordAttempt(Backend.PASSWORD),
                        Language.ENGLISH,
                        ClientInfo.LOCAL));

        assertThat(woken).hasValue(1);
    }
}
