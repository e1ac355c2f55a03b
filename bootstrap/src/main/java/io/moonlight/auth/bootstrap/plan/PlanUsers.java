package io.moonlight.auth.bootstrap.plan;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The plan's users in {@value PlanTakeover#STAGED}: checks each by the rules of the domain, and makes emails canonical. */
final class PlanUsers {

    private static final int ROWS = 1_000;

    /** The bcrypt hashes that {@code BcryptPasswordHasher} reads. */
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-6])\\$[./A-Za-z0-9]{53}");

    private final Handle handle;

    PlanUsers(Handle handle) {
        this.handle = handle;
    }

    /** A user as found; missing values are empty. */
    private record Row(long id, String email, String username, String passwordHash, boolean complete) {

        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong("id"),
                    text(row, "email"),
                    text(row, "username"),
                    text(row, "password_hash"),
                    row.getBoolean("complete"));
        }

        private static String text(ResultSet row, String column) throws SQLException {
            return Optional.ofNullable(row.getString(column)).orElse("");
        }
    }

    /** Makes the emails canonical. Returns what does not fit, in the order of the users' numbers. */
    List<String> canonicalize() {
        List<String> misfits = new ArrayList<>();
        try (PreparedBatch changes =
                        handle.prepareBatch("UPDATE " + PlanTakeover.STAGED + " SET email = ? WHERE id = ?");
                ResultIterator<Row> rows = handle.createQuery("""
                                SELECT id, email, username, password_hash, is_active IS NOT NULL
                                    AND is_verified IS NOT NULL AND isfinite(created_at) IS TRUE
                                    AND isfinite(COALESCE(updated_at, created_at)) IS TRUE AS complete
                                FROM\s""" + PlanTakeover.STAGED + " ORDER BY id")
                        .setFetchSize(ROWS)
                        .map((row, context) -> Row.read(row))
                        .iterator()) {
            while (rows.hasNext()) {
                Row user = rows.next();
                Optional<EmailAddress> email = email(user.email());
                misfits(user, email).forEach(what -> misfits.add("user " + user.id() + ": " + what));
                email.map(EmailAddress::value)
                        .filter(canonical -> !canonical.equals(user.email()))
                        .ifPresent(canonical -> changes.add(canonical, user.id()));
                if (changes.size() >= ROWS) {
                    changes.execute();
                }
            }
            if (changes.size() > 0) {
                changes.execute();
            }
        }
        return misfits;
    }

    private static List<String> misfits(Row user, Optional<EmailAddress> email) {
        List<String> misfits = new ArrayList<>();
        if (user.id() <= 0) {
            misfits.add("the number is not positive");
        }
        if (email.isEmpty()) {
            misfits.add("the email is not one that this server accepts");
        }
        if (!isUsername(user.username())) {
            misfits.add("the username is not 3 to 20 letters, digits and underscores with a letter first");
        }
        if (!BCRYPT.matcher(user.passwordHash()).matches()) {
            misfits.add("the password hash is not one of bcrypt");
        }
        if (!user.complete()) {
            misfits.add("a date or a flag is missing");
        }
        return misfits;
    }

    /** Returns which users have the same canonical email, or usernames that differ only by case. */
    List<String> collisions() {
        List<String> problems = new ArrayList<>();
        handle.select(sameBy("email"))
                .map((row, context) -> "users " + row.getString("numbers") + ": the same email "
                        + email(row.getString("shared"))
                                .map(EmailAddress::toString)
                                .orElse("")
                        + " in different spellings")
                .forEach(problems::add);
        handle.select(sameBy("lower(username)"))
                .map((row, context) -> "users " + row.getString("numbers") + ": the same username in different cases")
                .forEach(problems::add);
        return problems;
    }

    private static String sameBy(String what) {
        return "SELECT min(" + what + ") AS shared, string_agg(CAST(id AS text), ', ' ORDER BY id) AS numbers FROM "
                + PlanTakeover.STAGED + " WHERE " + what + " IS NOT NULL GROUP BY " + what
                + " HAVING count(*) > 1 ORDER BY min(id)";
    }

    private static Optional<EmailAddress> email(String text) {
        try {
            return Optional.of(new EmailAddress(text));
        } catch (AuthException e) {
            return Optional.empty();
        }
    }

    private static boolean isUsername(String text) {
        try {
            return text.equals(new Username(text).value());
        } catch (AuthException e) {
            return false;
        }
    }
}
