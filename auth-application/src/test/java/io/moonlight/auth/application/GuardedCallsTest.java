package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.application.session.Principal;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.Budget;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.RateLimiter;
import io.moonlight.auth.inmemory.InMemoryRateLimiter;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a guarded call comes to when the caller's session ends after the guard has admitted the caller. */
class GuardedCallsTest {

    private static final ClientInfo LOCAL = ClientInfo.LOCAL;

    /** What ends the caller's session. */
    private enum Ending {
        RESET,
        CHANGE_PASSWORD,
        DISABLE,
        DELETE,
        LOG_OUT
    }

    /** The guarded calls that change something. */
    private enum Call {
        CHANGE_USERNAME,
        CHANGE_PASSWORD,
        CHANGE_EMAIL,
        END_SESSION,
        END_OTHERS,
        DELETE
    }

    /** A user who is logged in twice, and calls that are interrupted once: before the store is asked for the change. */
    private static final class Stage implements RateLimiter {

        private final Backend backend = new Backend();
        private final EmailAddress email = Samples.email();
        private final EmailAddress target = Samples.email();
        private final SignedIn own = backend.register(email);
        private final User user = own.user();
        private final SignedIn other = backend.login(email, Backend.PASSWORD, LOCAL);
        private final AtomicReference<Optional<Runnable>> meanwhile = new AtomicReference<>(Optional.empty());
        private final RateLimiter limiter = new InMemoryRateLimiter(backend.clock);
        private final Account account =
                backend.builder().clock(this::instant).limiter(this).build().account();

        private void interrupt() {
            meanwhile.getAndSet(Optional.empty()).ifPresent(Runnable::run);
        }

        private Instant instant() {
            interrupt();
            return backend.clock.instant();
        }

        @Override
        public Optional<Duration> acquire(List<Budget> budgets) {
            return limiter.acquire(budgets);
        }

        @Override
        public void release(List<Budget> budgets) {
            interrupt(); // the password was right
            limiter.release(budgets);
        }

        @Override
        public void clear(List<Budget> budgets) {
            limiter.clear(budgets);
        }

        private void end(Ending ending) {
            switch (ending) {
                case RESET -> backend.reset(email, "a new password");
                case CHANGE_PASSWORD ->
                    backend.auth
                            .account()
                            .changePassword()
                            .handle(new ChangePassword.Command(
                                    backend.principal(other),
                                    new PasswordAttempt(Backend.PASSWORD),
                                    new RawPassword("a new password"),
                                    Language.ENGLISH,
                                    LOCAL));
                case DISABLE -> backend.auth.administration().setActive(user.id(), false, LOCAL);
                case DELETE -> backend.auth.administration().delete(user.id(), LOCAL);
                case LOG_OUT ->
                    backend.auth.logout().handle(new Logout.Command(own.tokens().refresh(), LOCAL));
            }
        }

        private void call(Call call, Principal caller, VerificationCode code) {
            PasswordAttempt password = new PasswordAttempt(Backend.PASSWORD);
            switch (call) {
                case CHANGE_USERNAME ->
                    account.changeUsername().handle(new ChangeUsername.Command(caller, Samples.username(), LOCAL));
                case CHANGE_PASSWORD ->
                    account.changePassword()
                            .handle(new ChangePassword.Command(
                                    caller, password, new RawPassword("the thief's own"), Language.ENGLISH, LOCAL));
                case CHANGE_EMAIL ->
                    account.changeEmail()
                            .handle(new ChangeEmail.Command(caller, target, code, password, Language.ENGLISH, LOCAL));
                case END_SESSION ->
                    account.sessions().end(caller, backend.principal(other).session(), LOCAL);
                case END_OTHERS -> account.sessions().endOthers(caller, LOCAL);
                case DELETE -> account.delete().handle(new DeleteAccount.Command(caller, password, LOCAL));
            }
        }

        private record Seen(Optional<User> user, List<OpenSession> sessions) {}

        private Seen seen() {
            return new Seen(
                    backend.users.findById(user.id()),
                    backend.store.sessions().list(user.id(), backend.clock.instant()));
        }

        /** Returns the refusal of the call during which the ending happens. */
        private void test(Call call, Ending ending) {
            Principal caller = backend.principal(own);
            VerificationCode code = backend.code(target, CodePurpose.CHANGE_EMAIL);
            AtomicReference<Seen> after = new AtomicReference<>();
            meanwhile.set(Optional.of(() -> {
                end(ending);
                after.set(seen());
            }));

            assertThat(refusal(() -> call(call, caller, code)))
                    .as("%s during %s", ending, call)
                    .isEqualTo(new AuthError.InvalidAccessToken());

            assertThat(after.get()).as("%s during %s", ending, call).isEqualTo(seen());
        }
    }

    @Test
    void call_duringWhichTheSessionEnds_isRefusedAndChangesNothing() {
        for (Ending ending : Ending.values()) {
            for (Call call : Call.values()) {
                new Stage().test(call, ending);
            }
        }
    }

    @Test
    void call_duringWhichNothingHappens_isMade() {
        for (Call call : Call.values()) {
            Stage stage = new Stage();
            Principal caller = stage.backend.principal(stage.own);
            Stage.Seen before = stage.seen();

            stage.call(call, caller, stage.backend.code(stage.target, CodePurpose.CHANGE_EMAIL));

            if (call != Call.CHANGE_PASSWORD) {
                assertThat(stage.seen()).as("%s", call).isNotEqualTo(before);
            }
        }
    }
}
