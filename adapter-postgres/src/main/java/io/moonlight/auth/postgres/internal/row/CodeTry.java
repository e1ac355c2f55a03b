package io.moonlight.auth.postgres.internal.row;

import io.moonlight.auth.domain.error.AuthError.CodeRefused.Reason;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The row of a code right after a try of it. */
public record CodeTry(boolean expired, boolean matched, int wrongTries) {

    static CodeTry of(ResultSet row) throws SQLException {
        return new CodeTry(row.getBoolean("expired"), row.getBoolean("matched"), row.getInt("wrong_tries"));
    }

    /** Returns why the try was rejected; empty if it was not. */
    public Optional<Reason> refusal() {
        if (expired) {
            return Optional.of(Reason.EXPIRED);
        }
        if (matched) {
            return wrongTries < VerificationCode.MAX_WRONG_TRIES ? Optional.empty() : Optional.of(Reason.EXHAUSTED);
        }
        return Optional.of(wrongTries <= VerificationCode.MAX_WRONG_TRIES ? Reason.WRONG : Reason.EXHAUSTED);
    }
}
