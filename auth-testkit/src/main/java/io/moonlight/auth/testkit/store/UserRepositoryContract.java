package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.CODE_LIFETIME;
import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link UserRepository} must do, except {@link UserRepository#resetPassword}. */
abstract class UserRepositoryContract extends StoreContract {

    private static final KeyedHash CODE = hash("123456");
    private static final KeyedHash OTHER_CODE = hash("654321");
    private static final int CALLERS = 50;

    private NewUser withLiveCode() {
        NewUser user = Samples.newUser(now());
        scenario.liveCode(user.email(), CodePurpose.REGISTER, CODE);
        return user;
    }

    private static NewUser named(NewUser user, Username name) {
        return new NewUser(user.email(), name, user.passwordHash(), user.createdAt());
    }

    @Test
    public void find_whenNobodyIsThere_isEmpty() {
        EmailAddress email = Samples.email();

        assertThat(store.users().exists(email)).isFalse();
        assertThat(store.users().findByEmail(email)).isEmpty();
        assertThat(store.users().findById(new UserId(Long.MAX_VALUE))).isEmpty();
        assertThat(store.users().passwordHash(new UserId(Long.MAX_VALUE))).isEmpty();
    }

    @Test
    public void register_withTheLiveCode_storesAnActiveVerifiedUserWhoIsFoundEqual() {
        NewUser wanted = withLiveCode();

        User stored = store.users().register(wanted, CODE, AdmissionRule.EVERYONE, now());

        assertThat(stored).isEqualTo(wanted.withId(stored.id(), Roles.NONE));
        assertThat(stored.active()).isTrue();
        assertThat(stored.verified()).isTrue();
        assertThat(store.users().exists(wanted.email())).isTrue();
        assertThat(store.users().findByEmail(wanted.email())).contains(stored);
        assertThat(store.users().findById(stored.id())).contains(stored);
        assertThat(store.users().passwordHash(stored.id())).contains(wanted.passwordHash());
    }

    @Test
    public void register_usesTheCodeUp() {
        NewUser user = withLiveCode();
        store.users().register(user, CODE, AdmissionRule.EVERYONE, now());

        assertRefused(() -> store.users().register(user, CODE, AdmissionRule.EVERYONE, now()), Reason.NOT_FOUND);
        assertRefused(() -> store.codes().check(user.email(), CodePurpose.REGISTER, CODE, now()), Reason.NOT_FOUND);
    }

    @Test
    public void register_dropsTheMailForAnotherCode() {
        NewUser user = Samples.newUser(now());
        OutboxMail mail = scenario.requested(MailKind.REGISTER_CODE, user.email());
        store.codes().put(mail, CODE, now().plus(CODE_LIFETIME));

        store.users().register(user, CODE, AdmissionRule.EVERYONE, now());

        assertThat(store.outbox().claim(now(), Duration.ofMinutes(1))).isEmpty();
        assertThat(store.codes().put(mail, OTHER_CODE, now().plus(CODE_LIFETIME)))
                .isFalse();
    }

    @Test
    public void register_whenTheCodeIsNotTaken_saysWhyAndStoresNobody() {
        NewUser user = Samples.newUser(now());
        assertRefused(() -> store.users().register(user, CODE, AdmissionRule.EVERYONE, now()), Reason.NOT_FOUND);

        scenario.liveCode(user.email(), CodePurpose.CHANGE_EMAIL, CODE);
        scenario.liveCode(Samples.email(), CodePurpose.REGISTER, CODE);
        assertRefused(() -> store.users().register(user, CODE, AdmissionRule.EVERYONE, now()), Reason.NOT_FOUND);

        scenario.liveCode(user.email(), CodePurpose.REGISTER, CODE);
        assertRefused(() -> store.users().register(user, OTHER_CODE, AdmissionRule.EVERYONE, now()), Reason.WRONG);
        assertRefused(
                () -> store.users().register(user, CODE, AdmissionRule.EVERYONE, now().plus(CODE_LIFETIME)),
                Reason.EXPIRED);

        assertThat(store.users().exists(user.email())).isFalse();
        assertThat(store.users()
                        .register(user, CODE, AdmissionRule.EVERYONE, now())
                        .email())
                .isEqualTo(user.email());
    }

    @Test
    public void register_whenACodeIsOnlyRequested_isNotFound() {
        NewUser user = Samples.newUser(now());
        scenario.requested(MailKind.REGISTER_CODE, user.email());

        assertRefused(() -> store.users().register(user, CODE, AdmissionRule.EVERYONE, now()), Reason.NOT_FOUND);
    }

    @Test
    public void register_withAWrongCode_countsNothing() {
        NewUser user = withLiveCode();
        for (int i = 0; i < 2 * VerificationCode.MAX_WRONG_TRIES; i++) {
            assertRefused(() -> store.users().register(user, OTHER_CODE, AdmissionRule.EVERYONE, now()), Reason.WRONG);
        }

        assertThat(store.users()
                        .register(user, CODE, AdmissionRule.EVERYONE, now())
                        .email())
                .isEqualTo(user.email());
    }

    @Test
    public void register_withADeadCode_isExhausted() {
        NewUser user = withLiveCode();
        for (int i = 0; i < VerificationCode.MAX_WRONG_TRIES; i++) {
            assertRefused(
                    () -> store.codes().check(user.email(), CodePurpose.REGISTER, OTHER_CODE, now()), Reason.WRONG);
        }

        assertRefused(() -> store.users().register(user, CODE, AdmissionRule.EVERYONE, now()), Reason.EXHAUSTED);
        assertThat(store.users().exists(user.email())).isFalse();
    }

    @Test
    public void register_whenTheEmailIsTaken_isRefusedAndTheCodeStaysUsable() {
        User moving = scenario.registered();
        NewUser user = withLiveCode();
        store.moveTo(moving.id(), user.email());

        assertRefused(
                () -> store.users().register(user, CODE, AdmissionRule.EVERYONE, now()), new AuthError.EmailTaken());
        store.codes().check(user.email(), CodePurpose.REGISTER, CODE, now());
    }

    @Test
    public void register_whenTheUsernameIsTakenInAnotherCase_isRefusedAndTheCodeStaysUsable() {
        User holder = scenario.registered(named(Samples.newUser(now()), new Username("Iris_In_I")));
        NewUser user = withLiveCode();
        NewUser clashing = named(user, new Username(holder.username().value().toLowerCase(Locale.ROOT)));
        assertRefused(
                () -> store.users().register(clashing, CODE, AdmissionRule.EVERYONE, now()),
                new AuthError.UsernameTaken());

        store.codes().check(user.email(), CodePurpose.REGISTER, CODE, now());
        assertThat(store.users()
                        .register(user, CODE, AdmissionRule.EVERYONE, now())
                        .username())
                .isEqualTo(user.username());
    }

    @Test
    public void register_whenEmailAndUsernameAreTaken_namesTheEmail() {
        User moving = scenario.registered();
        User holder = scenario.registered();
        NewUser user = withLiveCode();
        store.moveTo(moving.id(), user.email());

        NewUser clashing = named(user, holder.username());
        assertRefused(
                () -> store.users().register(clashing, CODE, AdmissionRule.EVERYONE, now()),
                new AuthError.EmailTaken());
    }

    @Test
    public void register_afterAUserWasDeleted_givesANewNumber() {
        User first = scenario.registered();
        store.delete(first.id());

        assertThat(scenario.registered().id()).isNotEqualTo(first.id());
        assertThat(store.users().findById(first.id())).isEmpty();
    }

    @Test
    public void register_byFiftyConcurrentCallersWithOneCode_succeedsExactlyOnce() {
        NewUser user = withLiveCode();

        List<Race.Result<User>> results = Race.run(
                CALLERS,
                i -> () ->
                        store.users().register(named(user, Samples.username()), CODE, AdmissionRule.EVERYONE, now()));

        assertThat(results).filteredOn(Race.Result::succeeded).hasSize(1);
        assertThat(results).filteredOn(r -> r.failedWith(AuthException.class)).hasSize(CALLERS - 1);
    }

    @Test
    public void register_bySixteenConcurrentCallersOfOneUsername_succeedsExactlyOnce() {
        Username name = Samples.username();
        List<NewUser> users = IntStream.range(0, 16)
                .mapToObj(i -> named(withLiveCode(), name))
                .toList();

        List<Race.Result<User>> results =
                Race.run(16, i -> () -> store.users().register(users.get(i), CODE, AdmissionRule.EVERYONE, now()));

        assertThat(results).filteredOn(Race.Result::succeeded).hasSize(1);
        assertThat(results)
                .filteredOn(r -> r.failure() instanceof AuthException e && e.error() instanceof AuthError.UsernameTaken)
                .hasSize(15);
    }

    @Test
    public void replaceHash_ofTheExpectedOne_replacesItAndSparesTheSessions() {
        User user = scenario.registered();
        var session = scenario.opened(user);
        PasswordHash replacement = Samples.passwordHash();

        assertThat(store.users().replaceHash(user.id(), scenario.passwordHash(user), replacement))
                .isTrue();

        assertThat(store.users().passwordHash(user.id())).contains(replacement);
        assertThat(store.sessions().rotate(session.id(), 0, now(), SessionPolicy.DEFAULT))
                .isInstanceOf(Rotation.Rotated.class);
    }

    @Test
    public void replaceHash_ofAnotherOne_changesNothing() {
        User user = scenario.registered();
        PasswordHash other = Samples.passwordHash();

        assertThat(store.users().replaceHash(user.id(), other, Samples.passwordHash()))
                .isFalse();
        assertThat(store.users().passwordHash(user.id())).contains(scenario.passwordHash(user));
        assertThat(store.users().replaceHash(new UserId(Long.MAX_VALUE), other, other))
                .isFalse();
    }

    @Test
    public void replaceHash_bySixteenConcurrentCallers_succeedsExactlyOnce() {
        User user = scenario.registered();

        List<Race.Result<Boolean>> results = Race.run(
                16,
                i -> () -> store.users().replaceHash(user.id(), scenario.passwordHash(user), Samples.passwordHash()));

        assertThat(results).extracting(Race.Result::value).containsOnlyOnce(true);
    }

    @Test
    public void sampleHashes_withoutUsers_isEmpty() {
        assertThat(store.users().sampleHashes()).isEmpty();
    }

    @Test
    public void sampleHashes_ofSeveralKinds_hasOneHashOfEach() {
        PasswordHash cheap = registeredWith("$2a$10$" + "a/.Z".repeat(13) + "x");
        PasswordHash cheapToo = registeredWith("$2a$10$" + "b/.9".repeat(13) + "y");
        PasswordHash dear = registeredWith("$2b$12$" + "a/.Z".repeat(13) + "x");
        PasswordHash other =
                registeredWith("$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$" + "yrdG+/".repeat(7));
        PasswordHash odd = registeredWith("x");

        List<PasswordHash> samples = store.users().sampleHashes();

        assertThat(samples).hasSize(4).contains(dear, other, odd).containsAnyOf(cheap, cheapToo);
    }

    @Test
    public void sampleHashes_ofMoreKindsThanAreToldApart_isCut() {
        for (int i = 0; i <= UserRepository.MAX_SAMPLES; i++) {
            registeredWith("kind " + i);
        }

        assertThat(store.users().sampleHashes())
                .hasSize(UserRepository.MAX_SAMPLES)
                .doesNotHaveDuplicates();
    }

    private PasswordHash registeredWith(String text) {
        PasswordHash hash = new PasswordHash(text);
        scenario.registered(new NewUser(Samples.email(), Samples.username(), hash, now()));
        return hash;
    }
}
