package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What became of an imported user. The username is taken if the user was not created, and the email is free.
 *
 * @param email of the imported user
 * @param created the id of the new user
 * @param existing the id of the user who has this email
 * @param existingName the key of that user's username
 */
public record ImportedRow(
        String email, Optional<UserId> created, Optional<UserId> existing, Optional<String> existingName) {

    static ImportedRow of(ResultSet row) throws SQLException {
        return new ImportedRow(
                row.getString("email"),
                id(row, "created"),
                id(row, "existing"),
                Optional.ofNullable(row.getString("existing_username")).map(name -> new Username(name).key()));
    }

    private static Optional<UserId> id(ResultSet row, String column) throws SQLException {
        long id = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(new UserId(id));
    }

    /** Returns the result for this user. */
    public ImportResult result(ImportedUser user) {
        if (created.isPresent()) {
            return new ImportResult.Created(created.get());
        }
        if (existing.isEmpty()) {
            return new ImportResult.Rejected(new AuthError.UsernameTaken());
        }
        boolean same = user.username().map(Username::key).or(() -> existingName).equals(existingName);
        return same ? new ImportResult.Existing(existing.get()) : new ImportResult.Rejected(new AuthError.EmailTaken());
    }
}
