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
 * What became of an imported user.
 *
 * @param email of the imported user
 * @param id of the user who has this email now; empty if there is none, since the username is taken
 * @param created whether that is the imported user
 * @param name the key of that user's username
 */
public record ImportedRow(String email, Optional<UserId> id, boolean created, Optional<String> name) {

    static ImportedRow of(ResultSet row) throws SQLException {
        return new ImportedRow(
                row.getString("email"),
                Optional.ofNullable(row.getObject("id", Long.class)).map(UserId::new),
                row.getBoolean("created"),
                Optional.ofNullable(row.getString("username")).map(name -> new Username(name).key()));
    }

    /** Returns the row for a further user with this email. */
    public ImportedRow forAnother() {
        return new ImportedRow(email, id, false, name);
    }

    /** Returns the result for this user. */
    public ImportResult result(ImportedUser user) {
        if (id.isEmpty()) {
            return new ImportResult.Rejected(new AuthError.UsernameTaken());
        }
        if (created) {
            return new ImportResult.Created(id.get());
        }
        boolean same = user.username().map(Username::key).or(() -> name).equals(name);
        return same ? new ImportResult.Existing(id.get()) : new ImportResult.Rejected(new AuthError.EmailTaken());
    }
}
