package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.MailWish;
import io.moonlight.auth.domain.model.NewUser;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.domain.model.VerificationCode;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.postgres.internal.CodeUse;
import io.moonlight.auth.postgres.internal.Times;
import io.moonlight.auth.postgres.internal.UserSql;
import io.moonlight.auth.postgres.internal.WishRow;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** {@link UserRepository} on PostgreSQL. Each call is one statement. Addresses and names are unique by index. */
public final class JdbiUserRepository implements UserRepository {

    private static final Map<String, AuthError> TAKEN =
            Map.of("users_email_key", new AuthError.EmailTaken(), "users_username_key", new AuthError.UsernameTaken());

    private final JdbiTransactions database;

    /** @param database the way to the tables of {@link PostgresMigrations} */
    public JdbiUserRepository(JdbiTransactions database) {
        this.database = requireNonNull(database, "database");
    }

    @Override
    public boolean exists(EmailAddress email) {
        return database.sql(UserSql.class, sql -> sql.exists(email.value()));
    }

    @Override
    public Optional<User> findByEmail(EmailAddress email) {
        return database.sql(UserSql.class, sql -> sql.findByEmail(email.value()));
    }

    @Override
    public Optional<User> findById(UserId id) {
        return database.sql(UserSql.class, sql -> sql.findById(id.value()));
    }

    @Override
    public User register(NewUser user, KeyedHash code, Instant now) {
        CodeUse use = database.sql(UserSql.class, sql -> register(sql, user, code, now));
        return user.withId(new UserId(use.orRefuse()));
    }

    private static CodeUse register(UserSql sql, NewUser user, KeyedHash code, Instant now) {
        try {
            return sql.register(
                    user.email().value(),
                    user.username().value(),
                    user.passwordHash().value(),
                    Times.cut(user.createdAt()),
                    code.value(),
                    Times.cut(now),
                    VerificationCode.MAX_WRONG_TRIES);
        } catch (JdbiException e) {
            throw Faults.violatedIndex(e)
                    .flatMap(index -> Optional.ofNullable(TAKEN.get(index)))
                    .<RuntimeException>map(AuthException::new)
                    .orElse(e);
        }
    }

    @Override
    public void resetPassword(EmailAddress email, KeyedHash code, PasswordHash password, MailWish notice, Instant now) {
        if (notice.kind().purpose().isPresent()) {
            throw new IllegalArgumentException("the notice carries no code");
        }
        CodeUse use = database.sql(
                UserSql.class,
                sql -> sql.resetPassword(
                        email.value(),
                        code.value(),
                        password.value(),
                        Times.cut(now),
                        VerificationCode.MAX_WRONG_TRIES,
                        WishRow.parameters(notice)));
        use.orRefuse();
    }

    @Override
    public boolean replaceHash(UserId id, PasswordHash expected, PasswordHash replacement) {
        return database.sql(UserSql.class, sql -> sql.replaceHash(id.value(), expected.value(), replacement.value()));
    }
}
