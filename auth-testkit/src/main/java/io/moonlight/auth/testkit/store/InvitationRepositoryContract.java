package io.moonlight.auth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.port.InvitationRepository;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link InvitationRepository} must do. */
abstract class InvitationRepositoryContract extends InvitationContract {

    @Test
    void invite_storesInvitationAndMail() {
        OutboxMail mail = scenario.newMail(MailKind.INVITATION, Samples.email());

        Invitation invitation = store.invitations().invite(mail, SOME);

        assertThat(invitation)
                .isEqualTo(new Invitation(invitation.id(), mail.to(), SOME, mail.requestedAt(), mail.deadline()));
        assertThat(invitation.id()).isPositive();
        assertThat(isInvited(mail.to())).isTrue();
        assertThat(store.invitations().list(FIRST, now()).items()).containsExactly(invitation);
        assertThat(mails()).containsExactly(mail);
    }

    @Test
    void invite_ofTheSameEmailAgain_replacesInvitationAndMail() {
        EmailAddress email = Samples.email();
        Invitation first = invite(email, SOME);
        clock.advance(Duration.ofMinutes(1));
        OutboxMail mail = scenario.newMail(MailKind.INVITATION, email);

        Invitation second = store.invitations().invite(mail, Roles.NONE);

        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(second.roles()).isEqualTo(Roles.NONE);
        assertThat(second.expiresAt()).isEqualTo(first.expiresAt().plus(Duration.ofMinutes(1)));
        assertThat(store.invitations().list(FIRST, now()).items()).containsExactly(second);
        assertThat(mails()).containsExactly(mail);
        assertThat(store.invitations().revoke(first.id())).isEmpty();
        assertThat(isInvited(email)).isTrue();
    }

    @Test
    void invite_ofARegisteredEmail_isRefusedAndChangesNothing() {
        User user = scenario.registered();

        assertRefused(() -> invite(user.email(), SOME), new AuthError.EmailTaken());

        assertThat(isInvited(user.email())).isFalse();
        assertThat(mails()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "INVITATION", mode = EnumSource.Mode.EXCLUDE)
    void invite_byAMailOfAnotherKind_isAnError(MailKind kind) {
        OutboxMail mail = scenario.newMail(kind, Samples.email());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.invitations().invite(mail, SOME));
    }

    @Test
    void request_ofAnInvitationWithoutItsInvitation_isAnError() {
        OutboxMail mail = scenario.newMail(MailKind.INVITATION, Samples.email());

        assertThatIllegalArgumentException().isThrownBy(() -> store.outbox().request(mail));
    }

    @Test
    void invite_ofManyEmailsFromOneNetwork_delaysNoOtherMail() {
        for (int i = 0; i < 3; i++) {
            invite(Samples.email(), Roles.NONE);
        }
        OutboxMail code = scenario.newMail(MailKind.REGISTER_CODE, Samples.email())
                .from(Samples.client("198.51.100.1").address().orElseThrow());
        store.outbox().request(code);
        OutboxMail notice = scenario.requested(MailKind.PASSWORD_CHANGED, Samples.email());

        List<OutboxMail> order = mails();

        assertThat(order.get(0)).isEqualTo(notice);
        assertThat(order.indexOf(code)).isBetween(1, 2);
    }

    @Test
    void isInvited_untilTheInvitationExpires() {
        Invitation invitation = invite(Samples.email(), SOME);
        Instant end = invitation.expiresAt();

        assertThat(store.invitations().isInvited(invitation.email(), end.minusNanos(1_000)))
                .isTrue();
        assertThat(store.invitations().isInvited(invitation.email(), end)).isFalse();
        assertThat(store.invitations().list(FIRST, end).items()).isEmpty();
        assertThat(store.invitations().isInvited(Samples.email(), now())).isFalse();
    }

    @Test
    void list_isInTheOrderOfIdsByPages() {
        List<Invitation> all = IntStream.range(0, 5)
                .mapToObj(i -> invite(Samples.email(), Roles.NONE))
                .toList();
        PageRequest second = new PageRequest(2, 2);

        assertThat(store.invitations().list(second, now())).isEqualTo(new Page<>(all.subList(2, 4), second, 5));
        PageRequest beyond = new PageRequest(4, 2);
        assertThat(store.invitations().list(beyond, now())).isEqualTo(new Page<>(List.of(), beyond, 5));
    }

    @Test
    void revoke_removesInvitationAndMail() {
        Invitation invitation = invite(Samples.email(), SOME);
        Invitation other = invite(Samples.email(), SOME);

        assertThat(store.invitations().revoke(invitation.id())).contains(invitation);

        assertThat(store.invitations().revoke(invitation.id())).isEmpty();
        assertThat(isInvited(invitation.email())).isFalse();
        assertThat(isInvited(other.email())).isTrue();
        assertThat(mails()).extracting(OutboxMail::to).containsExactly(other.email());
        assertThat(store.invitations().revoke(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void invite_byManyAtOnce_endsAsOne() {
        EmailAddress email = Samples.email();

        List<Race.Result<Invitation>> results =
                Race.run(CALLERS, i -> () -> invite(email, Roles.of(List.of("role" + i))));

        assertThat(results).allMatch(Race.Result::succeeded);
        assertThat(results.stream().map(result -> result.value().id())).doesNotHaveDuplicates();
        List<Invitation> left = store.invitations().list(FIRST, now()).items();
        assertThat(left).hasSize(1);
        assertThat(results.stream().map(Race.Result::value)).contains(left.get(0));
        assertThat(mails()).extracting(OutboxMail::to).containsExactly(email);
    }
}
