package io.moonlight.auth.postgres;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.ExportedUser;
import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.postgres.internal.row.CodeUse;
import io.moonlight.auth.postgres.internal.row.Listed;
import io.moonlight.auth.postgres.internal.row.Parameters;
import io.moonlight.auth.postgres.internal.row.Times;
import io.moonlight.auth.postgres.internal.sql.AccountSql;
import io.moonlight.auth.postgres.internal.sql.MovingSql;
import io.moonlight.auth.postgres.internal.sql.UserListSql;
import io.moonlight.auth.postgres.internal.sql.UserSql;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@link UserRepository} on PostgreSQL. Each call is one statement; only the reset of a password is a transaction of two.
 * Emails and usernames are unique by index.
 */
final class JdbiUserRepository implements UserRepository {

    /** The characters of emails and usernames; PostgreSQL does not accept every other text as a parameter. */
    private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");

    private final JdbiDatabase database;
    private final UserSql users;
    private final AccountSql accounts;
    private final UserListSql lists;
    private final MovingSql moving;

    JdbiUserRepository(JdbiDatabase database) {
        this.database = database;
        this.users = database.attach(UserSql.class);
        this.accounts = database.attach(AccountSql.class);
        this.lists = database.attach(UserListSql.class);
        this.moving = database.attach(MovingSql.class);
    }

    @Override
    public boolean exists(EmailAddress email) {
        return users.exists(email.value());
    }

    @Override
    public Optional<User> findByEmail(EmailAddress email) {
        return users.findByEmail(email.value());
    }

    @Override
    public Optional<User> findById(UserId id) {
        return users.findById(id.value());
    }

    @Override
    public Optional<PasswordHash> passwordHash(UserId id) {
        return users.passwordHash(id.value()).map(PasswordHash::new);
    }

    @Override
    public Optional<LoginCandidate> findForLogin(EmailAddress email, Optional<ClientAddress> from, Instant since) {
        return users.findForLogin(email.value(), from.map(ClientAddress::network), Times.cut(since));
    }

    @Override
    public List<PasswordHash> sampleHashes() {
        return users.sampleHashes(MAX_SAMPLES).stream().map(PasswordHash::new).toList();
    }

    @Override
    public Page<User> list(UserFilter filter, PageRequest page) {
        if (!PRINTABLE.matcher(filter.emailPrefix() + filter.usernamePrefix()).matches()) {
            return new Page<>(List.of(), page, 0);
        }
        return Listed.page(rows(filter.emailPrefix(), filter.usernamePrefix(), page.size(), page.offset()), page);
    }

    private List<Listed<User>> rows(String email, String username, int size, long offset) {
        if (username.isEmpty()) {
            return email.isEmpty()
                    ? lists.all(size, offset, Listed.COUNTED)
                    : lists.byEmail(email, size, offset, Listed.COUNTED);
        }
        return email.isEmpty()
                ? lists.byUsername(username, size, offset, Listed.COUNTED)
                : lists.byBoth(email, username, size, offset, Listed.COUNTED);
    }

    @Override
    public User register(NewUser user, KeyedHash code, AdmissionRule rule, Instant now) {
        return users.register(
                        rule == AdmissionRule.INVITED_ONLY,
                        user.email().value(),
                        CodePurpose.REGISTER.wire(),
                        user.username().value(),
                        user.passwordHash().value(),
                        Times.cut(user.createdAt()),
                        code.value(),
                        Times.cut(now),
                        VerificationCode.MAX_WRONG_TRIES)
                .orRefuse(user);
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
        database.inTransaction(() -> {
            CodeUse use = users.resetPassword(
                    email.value(),
                    CodePurpose.RESET_PASSWORD.wire(),
                    code.value(),
                    password.value(),
                    Times.cut(now),
                    VerificationCode.MAX_WRONG_TRIES,
                    Parameters.mail(notice));
            return users.forgetKnownAddresses(use.orRefuse(), from.map(ClientAddress::network));
        });
    }

    @Override
    public void changePassword(AdmittedCaller caller, PasswordHash replacement, OutboxMail notice, Instant now) {
        requireNoCode(notice);
        accounts.changePassword(Parameters.caller(caller), replacement.value(), Times.cut(now), Parameters.mail(notice))
                .orRefuse();
    }

    @Override
    public User rename(AdmittedCaller caller, Username username, Instant now) {
        return accounts.rename(Parameters.caller(caller), username.value(), Times.cut(now))
                .orRefuse();
    }

    @Override
    public User changeEmail(AdmittedCaller caller, EmailAddress email, KeyedHash code, OutboxMail notice, Instant now) {
        requireNoCode(notice);
        return accounts.changeEmail(
                        Parameters.caller(caller),
                        email.value(),
                        CodePurpose.CHANGE_EMAIL.wire(),
                        code.value(),
                        Times.cut(now),
                        VerificationCode.MAX_WRONG_TRIES,
                        Parameters.mail(notice))
                .orRefuse()
                .orRefuse();
    }

    @Override
    public Optional<User> setActive(UserId id, boolean active, Instant now) {
        return accounts.setActive(id.value(), active, Times.cut(now));
    }

    @Override
    public Optional<User> setRoles(UserId id, Roles roles, Instant now) {
        return accounts.setRoles(id.value(), roles.names().toArray(String[]::new), Times.cut(now));
    }

    @Override
    public boolean delete(UserId id) {
        return accounts.delete(id.value());
    }

    @Override
    public void delete(AdmittedCaller caller, Instant now) {
        accounts.deleteCaller(Parameters.caller(caller), Times.cut(now)).orRefuse();
    }

    @Override
    public boolean replaceHash(UserId id, PasswordHash expected, PasswordHash replacement) {
        return users.replaceHash(id.value(), expected.value(), replacement.value());
    }

    @Override
    public List<ImportResult> importAll(List<ImportedUser> imported, Instant now) {
        return new JdbiUserImport(moving, imported).run(now);
    }

    @Override
    public List<ExportedUser> export(Optional<UserId> after, int limit) {
        return moving.export(after.map(UserId::value).orElse(0L), limit);
    }

    private static void requireNoCode(OutboxMail notice) {
        if (notice.kind().purpose().isPresent()) {
            throw new IllegalArgumentException("the notice carries no code");
        }
    }
}
