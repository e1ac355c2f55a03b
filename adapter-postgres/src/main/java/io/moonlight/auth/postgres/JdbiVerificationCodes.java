package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError.CodeRefused;
import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.MailWish;
import io.moonlight.auth.domain.model.VerificationCode;
import io.moonlight.auth.domain.port.VerificationCodes;
import io.moonlight.auth.postgres.internal.CodeSql;
import io.moonlight.auth.postgres.internal.CodeTry;
import io.moonlight.auth.postgres.internal.SqlText;
import io.moonlight.auth.postgres.internal.Times;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;

/** {@link VerificationCodes} on PostgreSQL. Each call is one statement. */
public final class JdbiVerificationCodes implements VerificationCodes {

    private static final String CHECK = SqlText.of(CodeSql.class, "check");
    private static final RowMapper<CodeTry> TRIED = new CodeTry.Row();

    private final JdbiTransactions database;

    /** @param database the way to the tables of {@link PostgresMigrations} */
    public JdbiVerificationCodes(JdbiTransactions database) {
        this.database = requireNonNull(database, "database");
    }

    @Override
    public boolean put(MailWish wish, KeyedHash code, Instant expiresAt) {
        CodePurpose purpose = wish.kind()
                .purpose()
                .orElseThrow(() -> new IllegalArgumentException("a mail of this kind carries no code"));
        return database.sql(
                CodeSql.class,
                sql -> sql.put(wish.to().value(), purpose.wire(), wish.id(), code.value(), Times.cut(expiresAt)));
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
        tried.map(CodeTry::refusal).orElse(Optional.of(Reason.NOT_FOUND)).ifPresent(reason -> {
            throw new AuthException(new CodeRefused(reason));
        });
    }
}
