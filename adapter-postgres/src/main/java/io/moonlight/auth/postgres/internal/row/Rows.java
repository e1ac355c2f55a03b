package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.mail.ClaimedMail;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.domain.model.mail.MailBacklog;
import io.moonlight.auth.domain.model.mail.MailKind;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.AuthMethod;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.session.SignIn;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.ExportedUser;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jdbi.v3.core.generic.GenericType;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.RowMappers;

/** How Jdbi reads the results of all statements. */
public final class Rows {

    private Rows() {}

    /** Reads a value from the current row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Registers the mappers of all result types. */
    public static void register(RowMappers mappers) {
        mappers.register(User.class, plain(Rows::user));
        mappers.register(ExportedUser.class, plain(Rows::exported));
        mappers.register(ImportedRow.class, plain(ImportedRow::of));
        mappers.register(LoginCandidate.class, plain(Rows::candidate));
        mappers.register(Invitation.class, plain(Rows::invitation));
        mappers.register(OpenSession.class, plain(Rows::openSession));
        mappers.register(SessionOwner.class, plain(row -> new SessionOwner(user(row), signIn(row))));
        mappers.register(RotatedSession.class, plain(RotatedSession::of));
        mappers.register(ClaimedMail.class, plain(Rows::claimedMail));
        mappers.register(MailBacklog.class, plain(Rows::backlog));
        mappers.register(CodeTry.class, plain(CodeTry::of));
        mappers.register(RegistrationTry.class, plain(RegistrationTry::of));
        mappers.register(CodeUse.class, plain(CodeUse::of));
        mappers.register(Registration.class, plain(Registration::of));
        mappers.register(new GenericType<Listed<User>>() {}, Listed.rows(Rows::user));
        mappers.register(new GenericType<Listed<Invitation>>() {}, Listed.rows(Rows::invitation));
        mappers.register(StoredEvent.class, plain(StoredEvent::of));
        mappers.register(Slice.class, plain(Slice::of));
        mappers.register(new GenericType<Guarded<Integer>>() {}, Guarded.rows(row -> row.getInt("changed")));
        mappers.register(new GenericType<Guarded<User>>() {}, Guarded.rows(Rows::user));
        mappers.register(new GenericType<Guarded<EmailChange>>() {}, Guarded.rows(EmailChange::of));
    }

    private static <T> RowMapper<T> plain(Reader<T> reader) {
        return (row, context) -> reader.read(row);
    }

    static User user(ResultSet row) throws SQLException {
        return new User(
                new UserId(row.getLong("id")),
                new EmailAddress(row.getString("email")),
                new Username(row.getString("username")),
                row.getBoolean("is_active"),
                row.getBoolean("is_verified"),
                Times.read(row, "created_at"),
                roles(row));
    }

    static SignIn signIn(ResultSet row) throws SQLException {
        String method = row.getString("auth_method");
        return new SignIn(
                spelled(AuthMethod.values(), m -> m.wire().equals(method)), Times.read(row, "session_created_at"));
    }

    private static ExportedUser exported(ResultSet row) throws SQLException {
        return new ExportedUser(user(row), new PasswordHash(row.getString("password_hash")));
    }

    static Roles roles(ResultSet row) throws SQLException {
        return Roles.of(List.of((String[]) row.getArray("roles").getArray()));
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                row.getLong("id"),
                new EmailAddress(row.getString("email")),
                roles(row),
                Times.read(row, "created_at"),
                Times.read(row, "expires_at"));
    }

    private static LoginCandidate candidate(ResultSet row) throws SQLException {
        return new LoginCandidate(
                user(row), new PasswordHash(row.getString("password_hash")), row.getBoolean("known_address"));
    }

    private static OpenSession openSession(ResultSet row) throws SQLException {
        return new OpenSession(
                new SessionId(row.getObject("id", UUID.class)),
                Times.read(row, "created_at"),
                Times.read(row, "last_used_at"),
                Times.read(row, "expires_at"),
                new ClientInfo(address(row), row.getString("user_agent")));
    }

    /** Reads {@code client_ip} as text, without a netmask. */
    static Optional<ClientAddress> address(ResultSet row) throws SQLException {
        return Optional.ofNullable(row.getString("client_ip")).map(ClientAddress::of);
    }

    private static ClaimedMail claimedMail(ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        String language = row.getString("language");
        OutboxMail mail = new OutboxMail(
                row.getObject("id", UUID.class),
                spelled(MailKind.values(), k -> k.wire().equals(kind)),
                new EmailAddress(row.getString("email")),
                spelled(Language.values(), l -> l.tag().equals(language)),
                row.getString("network"),
                Times.read(row, "requested_at"),
                Times.read(row, "deadline"));
        return new ClaimedMail(mail, row.getInt("attempts"));
    }

    private static <T> T spelled(T[] values, Predicate<T> spelling) {
        return Arrays.stream(values).filter(spelling).findFirst().orElseThrow();
    }

    private static MailBacklog backlog(ResultSet row) throws SQLException {
        return new MailBacklog(
                row.getLong("waiting"),
                row.getLong("tried"),
                ChronoUnit.MICROS.getDuration().multipliedBy(row.getLong("oldest_micros")));
    }
}
