package io.moonlight.auth.testkit.store;

import static io.moonlight.auth.testkit.Scenario.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a registration uses an invitation up, and what happens at the same time. */
abstract class InvitationUseContract extends InvitationContract {

    @ParameterizedTest
    @EnumSource(AdmissionRule.class)
    void register_ofAnInvitedEmail_givesItsRolesAndUsesItUp(AdmissionRule rule) {
        NewUser user = withCode();
        invite(user.email(), SOME);

        User stored = register(user, rule);

        assertThat(stored).isEqualTo(user.withId(stored.id(), SOME));
        assertThat(store.users().findById(stored.id())).contains(stored);
        assertThat(isInvited(user.email())).isFalse();
        assertThat(store.invitations().list(FIRST, now()).items()).isEmpty();
        assertThat(mails()).isEmpty();
    }

    @Test
    void register_ofAnotherEmail_leavesTheInvitation() {
        Invitation invitation = invite(Samples.email(), SOME);

        assertThat(register(withCode(), AdmissionRule.EVERYONE).roles()).isEqualTo(Roles.NONE);

        assertThat(isInvited(invitation.email())).isTrue();
        assertThat(mails()).hasSize(1);
    }

    @Test
    void register_withoutARequiredInvitation_isRefusedAndChangesNothing() {
        NewUser user = withCode();

        assertRefused(() -> register(user, AdmissionRule.INVITED_ONLY), new AuthError.NotAdmitted());

        assertThat(store.users().exists(user.email())).isFalse();
        invite(user.email(), SOME);
        assertThat(register(user, AdmissionRule.INVITED_ONLY).roles()).isEqualTo(SOME);
    }

    @Test
    void register_withAnExpiredInvitation_hasNone() {
        NewUser required = withCode();
        NewUser free = withCode();
        Instant end = invite(required.email(), SOME).expiresAt();
        invite(free.email(), SOME);
        clock.set(end);
        scenario.liveCode(required.email(), CodePurpose.REGISTER, CODE);
        scenario.liveCode(free.email(), CodePurpose.REGISTER, CODE);

        assertRefused(() -> register(required, AdmissionRule.INVITED_ONLY), new AuthError.NotAdmitted());
        assertThat(register(free, AdmissionRule.EVERYONE).roles()).isEqualTo(Roles.NONE);
    }

    @Test
    void register_thatFails_leavesTheInvitation() {
        NewUser user = withCode();
        invite(user.email(), SOME);
        User other = scenario.registered();
        NewUser sameName = new NewUser(user.email(), other.username(), user.passwordHash(), now());

        assertRefused(() -> register(sameName, AdmissionRule.INVITED_ONLY), new AuthError.UsernameTaken());
        assertRefused(
                () -> store.users().register(user, hash("654321"), AdmissionRule.INVITED_ONLY, now()),
                AuthError.CodeRefused.Reason.WRONG);

        assertThat(isInvited(user.email())).isTrue();
        assertThat(register(user, AdmissionRule.INVITED_ONLY).roles()).isEqualTo(SOME);
    }

    @Test
    void delete_ofAUser_removesTheInvitationOfTheAddress() {
        User user = scenario.registered();
        EmailAddress moved = Samples.email();
        invite(moved, SOME);
        store.moveTo(user.id(), moved);
        assertThat(isInvited(moved)).isTrue();

        store.users().delete(user.id());

        assertThat(isInvited(moved)).isFalse();
        assertThat(mails()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(AdmissionRule.class)
    void register_byManyAtOnce_usesTheInvitationOnce(AdmissionRule rule) {
        NewUser user = withCode();
        invite(user.email(), SOME);

        List<Race.Result<User>> results = Race.run(CALLERS, i -> () -> register(sameEmail(user), rule));

        List<User> registered = results.stream()
                .filter(Race.Result::succeeded)
                .map(Race.Result::value)
                .toList();
        assertThat(registered).extracting(User::roles).containsExactly(SOME);
        assertThat(results)
                .filteredOn(result -> !result.succeeded())
                .allMatch(result -> result.failedWith(AuthException.class));
        assertThat(isInvited(user.email())).isFalse();
    }

    @Test
    void register_thatWaitedForARevocation_isRefusedAndLeavesTheCode() {
        NewUser user = withCode();
        long id = invite(user.email(), SOME).id();

        List<Race.Result<Roles>> results =
                registerWhile(user, () -> store.invitations().revoke(id));

        assertThat(results)
                .allSatisfy(result -> assertThat(result.failure())
                        .isInstanceOfSatisfying(
                                AuthException.class,
                                e -> assertThat(e.error()).isEqualTo(new AuthError.NotAdmitted())));
        assertThat(register(user, AdmissionRule.EVERYONE).roles()).isEqualTo(Roles.NONE);
    }

    @Test
    void register_thatWaitedForAnotherInvitation_usesThatUp() {
        NewUser user = withCode();
        invite(user.email(), SOME);
        Roles next = Roles.of(List.of("next"));

        List<Race.Result<Roles>> results = registerWhile(user, () -> invite(user.email(), next));

        assertThat(results)
                .filteredOn(Race.Result::succeeded)
                .extracting(Race.Result::value)
                .containsExactly(next);
        assertThat(isInvited(user.email())).isFalse();
    }

    @Test
    void revoke_thatWaitedForARegistration_findsNothing() {
        NewUser user = withCode();
        long id = invite(user.email(), SOME).id();

        List<Race.Result<Boolean>> results = waiting(
                () -> register(user, AdmissionRule.INVITED_ONLY),
                () -> store.invitations().revoke(id).isPresent());

        assertThat(results).allMatch(Race.Result::succeeded).noneMatch(Race.Result::value);
        assertThat(store.users().findByEmail(user.email()).map(User::roles)).contains(SOME);
    }

    private List<Race.Result<Roles>> registerWhile(NewUser user, Supplier<?> change) {
        return waiting(
                change,
                () -> register(sameEmail(user), AdmissionRule.INVITED_ONLY).roles());
    }

    /** Begins many calls after the change was made and before it is committed. */
    private <T> List<Race.Result<T>> waiting(Supplier<?> change, Callable<T> call) {
        CompletableFuture<List<Race.Result<T>>> results = store.inTransaction(() -> {
            assertThat(change.get()).isNotNull();
            CountDownLatch begun = new CountDownLatch(CALLERS);
            CompletableFuture<List<Race.Result<T>>> race = CompletableFuture.supplyAsync(
                    () -> Race.run(CALLERS, i -> () -> {
                        begun.countDown();
                        return call.call();
                    }),
                    work -> new Thread(work).start());
            await(begun);
            for (int i = 0; i < 5; i++) {
                store.users().exists(Samples.email()); // time for the others to come as far as they can
            }
            return race;
        });
        return results.join();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void register_whileTheInvitationIsRevoked_isEitherOfTheTwo() {
        for (int round = 0; round < 8; round++) {
            NewUser user = withCode();
            long id = invite(user.email(), SOME).id();

            List<Race.Result<Boolean>> results = Race.run(
                    CALLERS,
                    i -> () -> i % 2 == 0
                            ? store.invitations().revoke(id).isPresent()
                            : register(sameEmail(user), AdmissionRule.INVITED_ONLY)
                                    .roles()
                                    .equals(SOME));

            assertThat(results)
                    .filteredOn(result -> result.succeeded() && result.value())
                    .hasSize(1);
            assertThat(results)
                    .filteredOn(result -> !result.succeeded())
                    .allMatch(result -> result.failedWith(AuthException.class));
            assertThat(isInvited(user.email())).isFalse();
        }
    }

    @Test
    void register_whileTheEmailIsInvitedAgain_hasTheRolesOfOneInvitation() {
        for (int round = 0; round < 8; round++) {
            NewUser user = withCode();
            invite(user.email(), SOME);

            List<Race.Result<Roles>> results = Race.run(
                    CALLERS,
                    i -> () -> i % 2 == 0
                            ? invite(user.email(), Roles.of(List.of("again" + i)))
                                    .roles()
                            : register(sameEmail(user), AdmissionRule.INVITED_ONLY)
                                    .roles());

            assertThat(results)
                    .filteredOn(result -> !result.succeeded())
                    .allMatch(result -> result.failedWith(AuthException.class));
            List<Roles> given = IntStream.range(0, CALLERS)
                    .filter(i -> i % 2 == 1 && results.get(i).succeeded())
                    .mapToObj(i -> results.get(i).value())
                    .toList();
            assertThat(given).hasSizeLessThanOrEqualTo(1).doesNotContain(Roles.NONE);
            assertThat(store.users().findByEmail(user.email()).map(User::roles))
                    .isEqualTo(given.stream().findFirst());
        }
    }

    @Test
    void delete_whileTheAddressIsInvitedAndRegistered_leavesNothingHalfDone() {
        for (int round = 0; round < 4; round++) {
            User user = scenario.registered();
            inviteAndSendCode(user);

            List<Race.Result<Boolean>> results = Race.run(CALLERS, i -> () -> switch (i % 2) {
                case 0 -> store.users().delete(user.id());
                default -> register(newUser(user), AdmissionRule.EVERYONE).active();
            });

            assertThat(results)
                    .filteredOn(result -> !result.succeeded())
                    .allMatch(result -> result.failedWith(AuthException.class));
            assertThat(IntStream.range(0, CALLERS)
                            .filter(i -> i % 2 == 0 && results.get(i).value()))
                    .hasSize(1);
            assertThat(isInvited(user.email())).isFalse();
        }
    }

    /** An invitation and a code for an address that a user has moved to. */
    private void inviteAndSendCode(User user) {
        EmailAddress email = user.email();
        store.moveTo(user.id(), Samples.email());
        invite(email, SOME);
        scenario.liveCode(email, CodePurpose.REGISTER, CODE);
        store.moveTo(user.id(), email);
    }

    private NewUser newUser(User user) {
        return new NewUser(user.email(), Samples.username(), Samples.passwordHash(), now());
    }
}
