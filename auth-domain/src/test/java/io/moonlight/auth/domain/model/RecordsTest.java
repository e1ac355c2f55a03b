package io.moonlight.auth.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.audit.RecordedEvent;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.Mail;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The values that hold other values: cut times, masks, small ranges, frozen spellings. */
class RecordsTest {

    private static final Instant EXACT = Instant.parse("2026-01-02T03:04:05.123456789Z");
    private static final Instant MICROS = Instant.parse("2026-01-02T03:04:05.123456Z");
    private static final Instant SECONDS = Instant.parse("2026-01-02T03:04:05Z");
    private static final SessionId SESSION = SessionId.random(Samples.random());

    @Test
    void new_ofAnythingWithATime_cutsIt() {
        NewUser user = Samples.newUser(EXACT);
        assertThat(user.createdAt()).isEqualTo(MICROS);
        assertThat(user.withId(new UserId(3), Roles.NONE).createdAt()).isEqualTo(MICROS);
        Session session = new Session(SESSION, new UserId(1), EXACT, EXACT.plusSeconds(1), ClientInfo.LOCAL);
        assertThat(session.createdAt()).isEqualTo(MICROS);
        assertThat(session.expiresAt()).isEqualTo(MICROS.plusSeconds(1));
        assertThat(AuthEvent.of(AuthEvent.Type.MAIL_EXPIRED, EXACT).at()).isEqualTo(MICROS);
        OutboxMail mail = mail(EXACT);
        assertThat(mail.requestedAt()).isEqualTo(MICROS);
        assertThat(mail.deadline()).isEqualTo(MICROS.plusSeconds(600));
        TokenClaims claims = claims("jti");
        assertThat(claims.issuedAt()).isEqualTo(SECONDS);
        assertThat(claims.expiresAt()).isEqualTo(SECONDS.plusSeconds(60));
    }

    @Test
    void withId_givesAnActiveVerifiedUser() {
        NewUser user = Samples.newUser(EXACT);
        assertThat(user.withId(new UserId(3), Roles.NONE))
                .isEqualTo(new User(new UserId(3), user.email(), user.username(), true, true, MICROS, Roles.NONE));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE})
    void newUserId_ofAnythingNotPositive_isAnError(long value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId(value));
    }

    @Test
    void newSession_thatEndsAsItBegins_isAnError() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Session(SESSION, new UserId(1), EXACT, EXACT.plusNanos(100), ClientInfo.LOCAL));
    }

    @Test
    void newClaimedMail_ofTheZerothAttempt_isAnError() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ClaimedMail(mail(EXACT), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "é", "\0"})
    void newTokenClaims_ofABadId_isAnError(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> claims(id));
        assertThatIllegalArgumentException().isThrownBy(() -> claims("x".repeat(129)));
        assertThat(claims("x".repeat(128)).id()).hasSize(128);
    }

    @Test
    void newPasswordHash_outOfItsLengths_isAnError() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordHash(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new PasswordHash("x".repeat(256)));
        assertThat(new PasswordHash("x".repeat(255)).value()).hasSize(255);
    }

    @ParameterizedTest
    @CsvSource({"-1,0,PT0S", "0,-1,PT0S", "0,0,PT-0.000000001S"})
    void newMailBacklog_ofLessThanNothing_isAnError(long waiting, long tried, Duration oldest) {
        assertThatIllegalArgumentException().isThrownBy(() -> new MailBacklog(waiting, tried, oldest));
    }

    @Test
    void newMailBacklog_ofNothing_isTaken() {
        assertThat(new MailBacklog(0, 0, Duration.ZERO).waiting()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1000001,1", "1,0", "1,101"})
    void newPageRequest_outOfRange_isAnError(int number, int size) {
        assertThatIllegalArgumentException().isThrownBy(() -> new PageRequest(number, size));
    }

    @ParameterizedTest
    @CsvSource({"1,1,0", "1,100,0", "2,100,100", "1000000,100,99999900"})
    void offset_ofAPage_isWhatComesBeforeIt(int number, int size, long offset) {
        assertThat(new PageRequest(number, size).offset()).isEqualTo(offset);
    }

    @ParameterizedTest
    @CsvSource({"0,0,true", "100000,100000,true", "100001,100000,false", "9000000000,100000,false"})
    void newPage_ofACountedList_saysWhetherTheTotalIsExact(long counted, long total, boolean exact) {
        PageRequest first = new PageRequest(1, 1);

        assertThat(new Page<>(List.of(), first, counted)).isEqualTo(new Page<>(List.of(), first, total, exact));
    }

    @Test
    void newRecordedEvent_thatNeverHappened_isAnError() {
        AuthEvent event = AuthEvent.of(AuthEvent.Type.LOGGED_IN, EXACT);
        assertThat(new RecordedEvent(1, event, 1).times()).isEqualTo(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new RecordedEvent(1, event, 0));
    }

    @Test
    void random_sessionIds_areVersionFourUuids() {
        Seeded.times(1_000, random -> {
            UUID id = SessionId.random(random).value();
            assertThat(id.version()).isEqualTo(4);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(SessionId.random(random).value()).isNotEqualTo(id);
        });
    }

    @ParameterizedTest
    @EnumSource
    void of_eachPurpose_isTheKindThatCarriesIt(CodePurpose purpose) {
        assertThat(MailKind.of(purpose).purpose()).contains(purpose);
        assertThat(MailKind.of(purpose).wire()).isEqualTo(purpose.wire() + "_code");
    }

    @Test
    void wire_spellings_areFrozen() {
        assertThat(CodePurpose.values())
                .extracting(CodePurpose::wire)
                .containsExactly("register", "reset_password", "change_email", "login");
        assertThat(TokenType.values()).extracting(TokenType::wire).containsExactly("access", "refresh");
        assertThat(Language.values()).extracting(Language::tag).containsExactly("zh", "en");
        assertThat(MailKind.PASSWORD_CHANGED.wire()).isEqualTo("password_changed");
        assertThat(MailKind.PASSWORD_CHANGED.purpose()).isEmpty();
    }

    @Test
    void toString_ofWhatHoldsPersonalThings_isMasked() {
        NewUser user = new NewUser(
                new EmailAddress("alice@example.org"),
                new Username("Alice_in"),
                new PasswordHash("$2a$12$secret"),
                EXACT);
        Mail mail = new Mail.Code(
                user.email(),
                Language.ENGLISH,
                CodePurpose.REGISTER,
                new VerificationCode("654321"),
                Duration.ofMinutes(10));
        assertThat(user + " " + user.withId(new UserId(1), Roles.NONE) + " " + mail)
                .doesNotContain("alice", "Alice", "secret", "654321")
                .contains("a***@example.org", "A***");
        assertThat(user.passwordHash()).hasToString("PasswordHash[***]");
        assertThat(new UserFilter("alice@example.org", "alice")).hasToString("UserFilter[***]");
    }

    private static OutboxMail mail(Instant at) {
        return OutboxMail.of(
                Samples.random(), MailKind.REGISTER_CODE, Samples.email(), Language.CHINESE, at, at.plusSeconds(600));
    }

    private static TokenClaims claims(String id) {
        return new TokenClaims(TokenType.ACCESS, new UserId(1), SESSION, id, EXACT, EXACT.plusSeconds(60));
    }
}
