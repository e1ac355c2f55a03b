package io.moonlight.auth.application;

import static io.moonlight.auth.application.Backend.codeRefused;
import static io.moonlight.auth.application.Backend.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Disclosure;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.port.AdmissionPolicy;
import io.moonlight.auth.testkit.Race;
import io.moonlight.auth.testkit.Samples;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invitations, where nobody else may register. */
class InvitationsTest {

    private static final Roles SOME = Roles.of(List.of("editor"));
    private static final PageRequest FIRST = new PageRequest(1, 20);

    private final Backend backend = new Backend();
    private final EmailAddress guest = Samples.email();
    private final ClientInfo desk = Samples.client("192.0.2.1");

    private Auth auth(Disclosure disclosure) {
        return backend.builder()
                .disclosure(disclosure)
                .admission(AdmissionPolicy.nobody())
                .build();
    }

    private Invitation invite(Auth auth) {
        return auth.administration()
                .invitations()
                .invite(new Invitations.Command(guest, SOME, Invitations.DEFAULT_LIFETIME, Language.ENGLISH, desk));
    }

    private VerificationCode code(Auth auth) {
        auth.sendCode().handle(new SendCode.Command(guest, CodePurpose.REGISTER, Language.ENGLISH, ClientInfo.LOCAL));
        deliver(auth);
        return backend.mailedCode(guest);
    }

    private static void deliver(Auth auth) {
        while (auth.mailDispatcher().dispatchOne()) {
            // until nothing is ready
        }
    }

    private Register.Command registration(VerificationCode code) {
        return new Register.Command(
                guest, code, Samples.username(), new RawPassword(Backend.PASSWORD), ClientInfo.LOCAL);
    }

    @ParameterizedTest
    @EnumSource(Disclosure.class)
    void guest_isToldAndRegistersOnceWithTheRoles(Disclosure disclosure) {
        Auth auth = auth(disclosure);
        Invitation invitation = invite(auth);
        deliver(auth);

        assertThat(backend.mailer.lastTo(guest))
                .contains(new Mail.Invitation(guest, Language.ENGLISH, invitation.expiresAt()));
        assertThat(auth.register().handle(registration(code(auth))).user().roles())
                .isEqualTo(SOME);
        assertThat(auth.administration().invitations().list(FIRST, desk).items())
                .isEmpty();
        assertThat(refusal(() -> invite(auth))).isEqualTo(new AuthError.EmailTaken());
    }

    @Test
    void guest_whereEverybodyMayRegister_hasTheRoles() {
        invite(backend.auth);

        assertThat(backend.register(guest).user().roles()).isEqualTo(SOME);
    }

    @Test
    void revoke_beforeTheRegistration_letsTheGuestInNoMore() {
        Auth auth = auth(Disclosure.EXACT);
        Auth uniform = auth(Disclosure.UNIFORM);
        long id = invite(auth).id();
        VerificationCode code = code(auth);

        assertThat(auth.administration().invitations().revoke(id, desk)).isTrue();

        assertThat(refusal(() -> auth.register().handle(registration(code)))).isEqualTo(new AuthError.NotAdmitted());
        assertThat(refusal(() -> uniform.register().handle(registration(code))))
                .isEqualTo(codeRefused(Reason.NOT_FOUND));
        assertThat(auth.administration().invitations().revoke(id, desk)).isFalse();
        invite(auth);
        auth.register().handle(registration(code));
    }

    @Test
    void expiry_endsTheInvitationAndHousekeepingRemovesIt() {
        Auth auth = auth(Disclosure.EXACT);
        Invitation invitation = invite(auth);

        backend.pass(Invitations.DEFAULT_LIFETIME);

        assertThat(refusal(() -> code(auth))).isEqualTo(new AuthError.NotAdmitted());
        assertThat(auth.administration().invitations().list(FIRST, desk).items())
                .isEmpty();
        backend.pass(Duration.ofHours(1).plusMillis(1));
        while (auth.housekeeper().runOnce()) {
            // until the round is over
        }
        assertThat(auth.administration().invitations().revoke(invitation.id(), desk))
                .isFalse();
    }

    @Test
    void register_byThirtyTwoCallersWithOneInvitation_makesOneUser() {
        Auth auth = auth(Disclosure.EXACT);
        invite(auth);
        VerificationCode code = code(auth);

        List<Race.Result<Roles>> results = Race.run(
                32, i -> () -> auth.register().handle(registration(code)).user().roles());

        assertThat(results)
                .filteredOn(Race.Result::succeeded)
                .extracting(Race.Result::value)
                .containsExactly(SOME);
    }

    @Test
    void calls_areRecordedWithTheMaskedEmail() {
        Auth auth = auth(Disclosure.EXACT);
        long id = invite(auth).id();
        auth.administration().invitations().list(FIRST, desk);
        auth.administration().invitations().revoke(id, desk);
        backend.register(guest);
        assertThat(refusal(() -> invite(auth))).isEqualTo(new AuthError.EmailTaken());

        assertThat(backend.recorded(AuthEvent.Type.ADMINISTERED, AuthEvent.Type.ADMINISTRATION_FAILED))
                .extracting(AuthEvent::type, AuthEvent::detail, AuthEvent::maskedEmail, AuthEvent::client)
                .containsExactly(
                        tuple(AuthEvent.Type.ADMINISTERED, "admin_invite", guest.toString(), desk),
                        tuple(AuthEvent.Type.ADMINISTERED, "admin_list_invitations", "", desk),
                        tuple(AuthEvent.Type.ADMINISTERED, "admin_revoke_invitation", guest.toString(), desk),
                        tuple(AuthEvent.Type.ADMINISTRATION_FAILED, "email_taken", guest.toString(), desk));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.999S", "PT-1S", "P90DT0.000000001S"})
    void command_ofALifetimeOutOfItsRange_isAnError(Duration lifetime) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Invitations.Command(guest, SOME, lifetime, Language.ENGLISH, desk));
    }

    @Test
    void invite_forTheLongestTime_isValidUntilThen() {
        Auth auth = auth(Disclosure.EXACT);

        Invitation invitation = auth.administration()
                .invitations()
                .invite(new Invitations.Command(guest, SOME, Invitations.MAX_LIFETIME, Language.ENGLISH, desk));

        assertThat(invitation.expiresAt())
                .isEqualTo(backend.clock.instant().plus(Duration.ofDays(90)).truncatedTo(ChronoUnit.MICROS));
    }
}
