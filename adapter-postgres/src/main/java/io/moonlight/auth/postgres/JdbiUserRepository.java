package io.moonlight.auth.postgres;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.AdmittedCaller;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.LoginCandidate;
import io.moonlight.auth.domain.model.NewUser;
import io.moonlight.auth.domain.model.OutboxMail;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.model.UserFilter;
import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.domain.model.Username;
import io.moonlight.auth.domain.model.VerificationCode;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.postgres.internal.AccountSql;
import io.moonlight.auth.postgres.internal.CallerSql;
import io.moonlight.auth.postgres.internal.CandidateRow;
import io.moonlight.auth.postgres.internal.CodeUse;
import io.moonlight.auth.postgres.internal.EmailChange;
import io.moonlight.auth.postgres.internal.Guarded;
import io.moonlight.auth.postgres.internal.ListedRow;
import io.moonlight.auth.postgres.internal.OutboxMailRow;
import io.moonlight.auth.postgres.internal.SqlText;
import io.moonlight.auth.postgres.internal.Times;
import io.moonlight.auth.postgres.internal.UserListSql;
import io.moonlight.auth.postgres.internal.UserRow;
import io.moonlight.auth.postgres.internal.UserSql;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * {@link UserRepository} on PostgreSQL. Each call is one statement; only the reset of a password is a transaction of two.
 * Addresses and names are unique by index.
 */
public final class JdbiUserRepository implements UserRepository {

    /** The characters of emails and usernames; PostgreSQL does not accept every other text as a parameter. */
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");

    /** One more than is shown, which tells an exact total from a larger one. */
    private static final int COUNTED = Page.MAX_TOTAL + 1;

    private static final String EXISTS = SqlText.of(UserSql.class, "exists");
    private static final String FIND_BY_EMAIL = SqlText.of(UserSql.class, "findByEmail");
    private static final String FIND_BY_ID = SqlText.of(UserSql.class, "findById");
    private static final String PASSWORD_HASH = SqlText.of(UserSql.class, "passwordHash");
    private static final String FIND_FOR_LOGIN = SqlText.of(UserSql.class, "findForLogin");
    private static final RowMapper<User> USER = new UserRow();
    private static final RowMapper<LoginCandidate> CANDIDATE = new CandidateRow();

    private final JdbiTransactions database;
    private final Map<String, AuthError> taken;

    /** @param database the way to the tables of {@link PostgresMigrations} */
    public JdbiUserRepository(JdbiTransactions database) {
        this.database = requireNonNull(database, "database");
        PostgresTables tables = database.tables();
        this.taken = Map.of(
                tables.name("users_email_key"), new AuthError.EmailTaken(),
                tables.name("users_username_key"), new AuthError.UsernameTaken());
    }

    @Override
    public boolean exists(EmailAddress email) {
        return database.query(
                        EXISTS,
                        (row, context) -> row.getBoolean(1),
                        statement -> statement.bind("email", email.value()))
                .orElseThrow();
    }

    @Override
    public Optional<User> findByEmail(EmailAddress email) {
        return database.query(FIND_BY_EMAIL, USER, statement -> statement.bind("email", email.value()));
    }

    @Override
    public Optional<User> findById(UserId id) {
        return database.query(FIND_BY_ID, USER, statement -> statement.bind("id", id.value()));
    }

    @Override
    public Optional<PasswordHash> passwordHash(UserId id) {
        return database.query(
                PASSWORD_HASH,
                (row, context) -> new PasswordHash(row.getString(1)),
                statement -> statement.bind("id", id.value()));
    }

    @Override
    public Optional<LoginCandidate> findForLogin(EmailAddress email, Optional<ClientAddress> from, Instant since) {
        Optional<String> network = from.map(ClientAddress::network);
        return database.query(
                FIND_FOR_LOGIN,
                CANDIDATE,
                statement -> statement
                        .bind("email", email.value())
                        .bind("network", network)
                        .bind("since", Times.cut(since)));
    }

    @Override
    public List<PasswordHash> sampleHashes() {
        return database.sql(UserSql.class, sql -> sql.sampleHashes(MAX_SAMPLES)).stream()
                .map(PasswordHash::new)
                .toList();
    }

    @Override
    public Page<User> list(UserFilter filter, PageRequest page) {
        String email = filter.emailPrefix();
        String username = filter.usernamePrefix();
        if (!PRINTABLE.matcher(email + username).matches()) {
            return new Page<>(List.of(), page, 0);
        }
        List<ListedRow> rows =
                database.sql(UserListSql.class, sql -> list(sql, email, username, page.size(), page.offset()));
        return ListedRow.page(rows, page);
    }

    private static List<ListedRow> list(UserListSql sql, String email, String username, int size, long offset) {
        if (username.isEmpty()) {
            return email.isEmpty() ? sql.all(size, offset, COUNTED) : sql.byEmail(email, size, offset, COUNTED);
        }
        return email.isEmpty()
                ? sql.byUsername(username, size, offset, COUNTED)
                : sql.byBoth(email, username, size, offset, COUNTED);
    }

    @Override
    public User register(NewUser user, KeyedHash code, Instant now) {
        CodeUse use = database.sql(
                UserSql.class,
                sql -> unlessTaken(() -> sql.register(
                        user.email().value(),
                        user.username().value(),
                        user.passwordHash().value(),
                        Times.cut(user.createdAt()),
                        code.value(),
                        Times.cut(now),
                        VerificationCode.MAX_WRONG_TRIES)));
        return user.withId(new UserId(use.orRefuse()));
    }

    @Override
    public void resetPassword(
            EmailAddress email,
            KeyedHash code,
            PasswordHash password,
            Optional<ClientAddress> from,
            OutboxMail notice,
            Instant now) {
        requireNoCode(notice);
        Optional<String> network = from.map(ClientAddress::network);
        database.inTransaction(() -> {
            CodeUse use = database.sql(
                    UserSql.class,
                    sql -> sql.resetPassword(
                            email.value(),
                            code.value(),
                            password.value(),
                            Times.cut(now),
                            VerificationCode.MAX_WRONG_TRIES,
                            OutboxMailRow.parameters(notice)));
            long id = use.orRefuse();
            return database.sql(UserSql.class, sql -> sql.forgetKnownAddresses(id, network));
        });
    }

    @Override
    public void changePassword(AdmittedCaller caller, PasswordHash replacement, OutboxMail notice, Instant now) {
        requireNoCode(notice);
        Guarded<Integer> changed = database.sql(
                AccountSql.class,
                sql -> sql.changePassword(
                        CallerSql.parameters(caller),
                        replacement.value(),
                        Times.cut(now),
                        OutboxMailRow.parameters(notice)));
        changed.orRefuse();
    }

    @Override
    public User rename(AdmittedCaller caller, Username username, Instant now) {
        return database.sql(
                        AccountSql.class,
                        sql -> unlessTaken(
                                () -> sql.rename(CallerSql.parameters(caller), username.value(), Times.cut(now))))
                .orRefuse();
    }

    @Override
    public User changeEmail(AdmittedCaller caller, EmailAddress email, KeyedHash code, OutboxMail notice, Instant now) {
        requireNoCode(notice);
        Guarded<EmailChange> change = database.sql(
                AccountSql.class,
                sql -> unlessTaken(() -> sql.changeEmail(
                        CallerSql.parameters(caller),
                        email.value(),
                        code.value(),
                        Times.cut(now),
                        VerificationCode.MAX_WRONG_TRIES,
                        OutboxMailRow.parameters(notice))));
        return change.orRefuse().orRefuse();
    }

    @Override
    public Optional<User> setActive(UserId id, boolean active, Instant now) {
        return database.sql(AccountSql.class, sql -> sql.setActive(id.value(), active, Times.cut(now)));
    }

    @Override
    public boolean delete(UserId id) {
        return database.sql(AccountSql.class, sql -> sql.delete(id.value()));
    }

    @Override
    public void delete(AdmittedCaller caller, Instant now) {
        Guarded<Integer> gone =
                database.sql(AccountSql.class, sql -> sql.deleteCaller(CallerSql.parameters(caller), Times.cut(now)));
        gone.orRefuse();
    }

    @Override
    public boolean replaceHash(UserId id, PasswordHash expected, PasswordHash replacement) {
        return database.sql(UserSql.class, sql -> sql.replaceHash(id.value(), expected.value(), replacement.value()));
    }

    private static void requireNoCode(OutboxMail notice) {
        if (notice.kind().purpose().isPresent()) {
            throw new IllegalArgumentException("the notice carries no code");
        }
    }

    private <T> T unlessTaken(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (JdbiException e) {
            throw Faults.violatedIndex(e)
                    .flatMap(index -> Optional.ofNullable(taken.get(index)))
                    .<RuntimeException>map(AuthException::new)
                    .orElse(e);
        }
    }
}
