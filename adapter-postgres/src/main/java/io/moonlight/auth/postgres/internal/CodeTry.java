package io.moonlight.auth.postgres.internal;

import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.model.VerificationCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;

/** A code's row right after somebody tried it. */
public record CodeTry(boolean expired, boolean matched, int wrongTries) {

    /** Why the try was not taken; empty if it was. */
    public Optional<Reason> refusal() {
        if (expired) {
            return Optional.of(Reason.EXPIRED);
        }
        if (matched) {
            return wrongTries < VerificationCode.MAX_WRONG_TRIES ? Optional.empty() : Optional.of(Reason.EXHAUSTED);
        }
        return Optional.of(wrongTries <= VerificationCode.MAX_WRONG_TRIES ? Reason.WRONG : Reason.EXHAUSTED);
    }

    /** Maps the columns {@code expired}, {@code matched} and {@code wrong_tries}. */
    public static final class Row implements RowMapper<CodeTry> {

        @Override
        public CodeTry map(ResultSet row, StatementContext context) throws SQLException {
            return new CodeTry(row.getBoolean("expired"), row.getBoolean("matched"), row.getInt("wrong_tries"));
        }
    }
}
