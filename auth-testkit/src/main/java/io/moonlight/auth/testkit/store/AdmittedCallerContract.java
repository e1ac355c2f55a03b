package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import io.moonlight.auth.testkit.Scenario;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every port method that takes an {@link AdmittedCaller} must do when another call ends the caller's session or
 * replaces the password: each change against each ending, one after the other, while the ending is under way, and in a race.
 */
abstract class AdmittedCallerContract extends StoreContract {

    private static final KeyedHash CODE = hash("123456");
    private static final int CALLERS = 16;
    private static final int WAITING = 2;
    private static final AuthError SESSION_IS_OVER = new AuthError.InvalidAccessToken();

    /** The calls that end the caller's session. */
    private enum Ending {
        RESET,
        CHANGE_PASSWORD,
        DISABLE,
        DELETE,
        LOG_OUT
    }

    /** The changes that an admitted caller makes. */
    private enum Change {
        RENAME,
        CHANGE_PASSWORD,
        CHANGE_EMAIL,
        END_SESSION,
        END_OTHERS,
        DELETE
    }

    private interface Pair {
        void test(Ending ending, Change change) throws Exception;
    }

    /** All that a change could have changed. */
    private record Seen(
            Optional<User> user,
            Optional<PasswordHash> hash,
            List<OpenSession> sessions,
            Optional<Reason> codeRefused) {}

    private User user;
    private PasswordHash password;
    private Session own;
    private Session other;
    private AdmittedCaller caller;
    private EmailAddress target;
    private Username name;

    private void logIn() {
        user = scenario.registered();
        password = scenario.passwordHash(user);
        own = scenario.opened(user);
        other = scenario.opened(user);
        caller = Scenario.caller(own).withVerified(password);
        target = Samples.email();
        name = Samples.username();
        scenario.liveCode(target, CodePurpose.CHANGE_EMAIL, CODE);
        scenario.liveCode(user.email(), CodePurpose.RESET_PASSWORD, CODE);
    }

    private void forEachPair(Pair pair) throws Exception {
        for (Ending ending : Ending.values()) {
            for (Change change : Change.values()) {
                logIn();
                pair.test(ending, change);
            }
        }
    }

    private void changePassword(AdmittedCaller by) {
        store.users()
                .changePassword(
                        by, Samples.passwordHash(), scenario.newMail(MailKind.PASSWORD_CHANGED, user.email()), now());
    }

    /** Returns whether the ending found something to end. */
    private boolean end(Ending ending) {
        switch (ending) {
            case RESET ->
                store.users()
                        .resetPassword(
                                user.email(),
                                CODE,
                                Samples.passwordHash(),
                                Optional.empty(),
                                scenario.newMail(MailKind.PASSWORD_CHANGED, user.email()),
                                now());
            case CHANGE_PASSWORD -> changePassword(Scenario.caller(other).withVerified(password));
            case DISABLE -> {
                return store.users().setActive(user.id(), false, now()).isPresent();
            }
            case DELETE -> {
                return store.users().delete(user.id());
            }
            case LOG_OUT -> {
                return store.sessions().end(own.id(), now()).isPresent();
            }
        }
        return true;
    }

    /** Returns whether the change found something to change. */
    private boolean make(Change change) {
        switch (change) {
            case RENAME -> store.users().rename(caller, name, now());
            case CHANGE_PASSWORD -> changePassword(caller);
            case CHANGE_EMAIL ->
                store.users()
                        .changeEmail(
                                caller, target, CODE, scenario.newMail(MailKind.EMAIL_CHANGED, user.email()), now());
            case END_SESSION -> {
                return store.sessions().end(caller, other.id(), now());
            }
            case END_OTHERS -> {
                return store.sessions().endOthers(caller, now()) > 0;
            }
            case DELETE -> store.users().delete(caller, now());
        }
        return true;
    }

    private Optional<Reason> codeRefused() {
        try {
            store.codes().check(target, CodePurpose.CHANGE_EMAIL, CODE, now());
            return Optional.empty();
        } catch (AuthException e) {
            return Optional.of(((AuthError.CodeRefused) e.error()).reason());
        }
    }

    private Seen seen() {
        return new Seen(
                store.users().findById(user.id()),
                store.users().passwordHash(user.id()),
                store.sessions().list(user.id(), now()),
                codeRefused());
    }

    @Test
    public void change_ofAnOpenSessionAndTheVerifiedPassword_isMade() {
        for (Change change : Change.values()) {
            logIn();
            Seen before = seen();

            assertThat(make(change)).as("%s", change).isTrue();

            assertThat(seen()).as("%s", change).isNotEqualTo(before);
        }
    }

    @Test
    public void change_afterTheSessionHasEnded_isRefusedAndChangesNothing() throws Exception {
        forEachPair((ending, change) -> {
            assertThat(end(ending)).isTrue();
            Seen before = seen();

            assertRefused(() -> make(change), SESSION_IS_OVER);

            assertThat(seen()).as("%s after %s", change, ending).isEqualTo(before);
        });
    }

    @Test
    public void change_afterTheSessionItselfHasChangedThePassword_isRefusedAndChangesNothing() {
        for (Change change : Change.values()) {
            logIn();
            changePassword(caller);
            Seen before = seen();

            assertRefused(() -> make(change), new AuthError.BadCredentials());

            assertThat(seen()).as("%s", change).isEqualTo(before);
        }
    }

    @Test
    public void change_withoutAPasswordAfterTheSessionHasChangedIt_isMade() {
        for (Change change : Change.values()) {
            logIn();
            changePassword(caller);
            caller = Scenario.caller(own);

            boolean found = make(change);

            assertThat(found).as("%s", change).isEqualTo(change != Change.END_SESSION && change != Change.END_OTHERS);
        }
    }

    /** Begins the change after the ending was made and before it is committed. */
    private List<CompletableFuture<Boolean>> makeWhile(Ending ending, Change change) {
        return store.inTransaction(() -> {
            assertThat(end(ending)).isTrue();
            CountDownLatch begun = new CountDownLatch(WAITING);
            List<CompletableFuture<Boolean>> waiting = IntStream.range(0, WAITING)
                    .mapToObj(i -> begin(() -> {
                        begun.countDown();
                        return make(change);
                    }))
                    .toList();
            await(begun);
            for (int i = 0; i < 5; i++) {
                store.users().exists(target); // time for the others to come as far as they can
            }
            return waiting;
        });
    }

    /** Begins the call on a thread of its own. */
    private static CompletableFuture<Boolean> begin(Supplier<Boolean> call) {
        return CompletableFuture.supplyAsync(call, work -> new Thread(work).start());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    public void change_whileTheEndOfTheSessionIsUnderWay_waitsAndIsRefused() throws Exception {
        forEachPair((ending, change) -> {
            List<CompletableFuture<Boolean>> waiting = makeWhile(ending, change);

            for (CompletableFuture<Boolean> one : waiting) {
                assertThat(one)
                        .as("%s during %s", change, ending)
                        .failsWithin(60, TimeUnit.SECONDS)
                        .withThrowableOfType(ExecutionException.class)
                        .havingCause()
                        .isInstanceOfSatisfying(
                                AuthException.class, e -> assertThat(e.error()).isEqualTo(SESSION_IS_OVER));
            }
        });
    }

    /** Returns what is seen right after the ending; empty if it found nothing to end. */
    private Optional<Seen> endAndSee(Ending ending) {
        return end(ending) ? Optional.of(seen()) : Optional.empty();
    }

    @Test
    public void change_inARaceWithTheEndOfTheSession_isMadeBeforeItOrNotAtAll() throws Exception {
        forEachPair((ending, change) -> {
            List<Race.Result<Object>> results =
                    Race.run(CALLERS, i -> () -> i == CALLERS / 2 ? endAndSee(ending) : make(change));

            Race.Result<Object> end = results.remove(CALLERS / 2);
            assertThat(results)
                    .as("%s against %s", change, ending)
                    .allMatch(one -> one.succeeded() || one.failedWith(AuthException.class));
            if (end.succeeded() && !end.value().equals(Optional.empty())) {
                assertThat(end.value()).as("%s after %s", change, ending).isEqualTo(Optional.of(seen()));
                assertRefused(() -> make(change), SESSION_IS_OVER);
            } else {
                assertThat(results)
                        .as("%s before %s, which came too late", change, ending)
                        .anyMatch(Race.Result::succeeded);
            }
        });
    }
}
