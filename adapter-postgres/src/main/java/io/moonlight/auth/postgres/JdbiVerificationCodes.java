package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.VerificationCodes;
import io.moonlight.auth.postgres.internal.row.RegistrationTry;
import io.moonlight.auth.postgres.internal.row.Times;
import io.moonlight.auth.postgres.internal.sql.CodeSql;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** {@link VerificationCodes} on PostgreSQL. Each call is one statement. */
final class JdbiVerificationCodes implements VerificationCodes {

    private static final Optional<AuthError> NO_CODE = Optional.of(new CodeRefused(Reason.NOT_FOUND));

    private final CodeSql codes;

    JdbiVerificationCodes(JdbiDatabase database) {
        this.codes = database.attach(CodeSql.class);
    }

    @Override
    public boolean put(OutboxMail mail, KeyedHash code, Instant expiresAt) {
        CodePurpose purpose = mail.kind()
                .purpose()
                .orElseThrow(() -> new IllegalArgumentException("a mail of this kind carries no code"));
        return codes.put(mail.to().value(), purpose.wire(), mail.id(), code.value(), Times.cut(expiresAt));
    }

    @Override
    public void check(EmailAddress email, CodePurpose purpose, KeyedHash presented, Instant now) {
        orRefuse(
                codes.check(
                        email.value(),
                        purpose.wire(),
                        presented.value(),
                        Times.cut(now),
                        VerificationCode.MAX_WRONG_TRIES),
                tried -> tried.refusal().map(CodeRefused::new));
    }

    @Override
    public void checkRegistration(EmailAddress email, Username username, KeyedHash presented, Instant now) {
        orRefuse(
                codes.checkRegistration(
                        email.value(),
                        CodePurpose.REGISTER.wire(),
                        username.key(),
                        presented.value(),
                        Times.cut(now),
                        VerificationCode.MAX_WRONG_TRIES),
                RegistrationTry::refusal);
    }

    private static <T> void orRefuse(Optional<T> tried, Function<T, Optional<AuthError>> refusal) {
        Optional<AuthError> error = tried.isEmpty() ? NO_CODE : tried.flatMap(refusal);
        error.ifPresent(refused -> {
            throw new AuthException(refused);
        });
    }
}
