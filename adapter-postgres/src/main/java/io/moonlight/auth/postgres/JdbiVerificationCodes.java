package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthError.CodeRefused;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.OutboxMail;
import io.moonlight.auth.domain.model.Username;
import io.moonlight.auth.domain.model.VerificationCode;
import io.moonlight.auth.domain.port.VerificationCodes;
import io.moonlight.auth.postgres.internal.CodeSql;
import io.moonlight.auth.postgres.internal.CodeTry;
import io.moonlight.auth.postgres.internal.RegistrationTry;
import io.moonlight.auth.postgres.internal.SqlText;
import io.moonlight.auth.postgres.internal.Times;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;

/** {@link VerificationCodes} on PostgreSQL. Each call is one statement. */
public final class JdbiVerificationCodes implements VerificationCodes {

    private static final String CHECK = SqlText.of(CodeSql.class, "check");
    private static final String CHECK_REGISTRATION = SqlText.of(CodeSql.class, "checkRegistration");
    private static final Optional<AuthError> NO_CODE = Optional.of(new CodeRefused(Reason.NOT_FOUND));
    private static final RowMapper<CodeTry> TRIED = new CodeTry.Row();
    private static final RowMapper<RegistrationTry> TRIED_TO_REGISTER = new RegistrationTry.Row();

    private final JdbiTransactions database;

    /** @param database the way to the tables of {@link PostgresMigrations} */
    public JdbiVerificationCodes(JdbiTransactions database) {
        this.database = requireNonNull(database, "database");
    }

    @Override
    public boolean put(OutboxMail mail, KeyedHash code, Instant expiresAt) {
        CodePurpose purpose = mail.kind()
                .purpose()
                .orElseThrow(() -> new IllegalArgumentException("a mail of this kind carries no code"));
        return database.sql(
                CodeSql.class,
                sql -> sql.put(mail.to().value(), purpose.wire(), mail.id(), code.value(), Times.cut(expiresAt)));
    }

    @Override
    public void check(EmailAddress email, CodePurpose purpose, KeyedHash presented, Instant now) {
        Optional<CodeTry> tried = database.query(
                CHECK,
                TRIED,
                statement -> statement
                        .bind("email", email.value())
                        .bind("purpose", purpose.wire())
                        .bind("code", presented.value())
                        .bind("now", Times.cut(now))
                        .bind("maxTries", VerificationCode.MAX_WRONG_TRIES));
        orRefuse(tried, it -> it.refusal().map(CodeRefused::new));
    }

    @Override
    public void checkRegistration(EmailAddress email, Username username, KeyedHash presented, Instant now) {
        Optional<RegistrationTry> tried = database.query(
                CHECK_REGISTRATION,
                TRIED_TO_REGISTER,
                statement -> statement
                        .bind("email", email.value())
                        .bind("usernameKey", username.key())
                        .bind("code", presented.value())
                        .bind("now", Times.cut(now))
                        .bind("maxTries", VerificationCode.MAX_WRONG_TRIES));
        orRefuse(tried, RegistrationTry::refusal);
    }

    private static <T> void orRefuse(Optional<T> tried, Function<T, Optional<AuthError>> refusal) {
        Optional<AuthError> error = tried.isEmpty() ? NO_CODE : tried.flatMap(refusal);
        error.ifPresent(refused -> {
            throw new AuthException(refused);
        });
    }
}
