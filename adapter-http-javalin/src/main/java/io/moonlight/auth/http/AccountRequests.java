package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.RawPassword;
import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.Username;
import io.moonlight.auth.domain.model.VerificationCode;
import java.util.List;

/** What the account calls take. */
final class AccountRequests {

    private AccountRequests() {}

    /** {@code PATCH /me}. */
    record ChangeUsername(Username username) {
        static final InputShape<ChangeUsername> SHAPE = InputShape.of(Fields.USERNAME, ChangeUsername::new);
    }

    /** {@code POST /me/password}. */
    record ChangePassword(PasswordAttempt currentPassword, RawPassword newPassword) {
        static final InputShape<ChangePassword> SHAPE = new InputShape<>(
                List.of(Fields.CURRENT_PASSWORD, Fields.NEW_PASSWORD),
                in -> new ChangePassword(in.get(Fields.CURRENT_PASSWORD), in.get(Fields.NEW_PASSWORD)));
    }

    /** {@code POST /me/email}. */
    record ChangeEmail(EmailAddress email, VerificationCode code, PasswordAttempt currentPassword) {
        static final InputShape<ChangeEmail> SHAPE = new InputShape<>(
                List.of(Fields.EMAIL, Fields.CODE, Fields.CURRENT_PASSWORD),
                in -> new ChangeEmail(in.get(Fields.EMAIL), in.get(Fields.CODE), in.get(Fields.CURRENT_PASSWORD)));
    }

    /** {@code DELETE /me/sessions/{id}}. */
    record EndSession(SessionId id) {
        static final InputShape<EndSession> SHAPE = InputShape.of(Fields.SESSION_ID, EndSession::new);
    }

    /** {@code DELETE /me}. */
    record Delete(PasswordAttempt password) {
        static final InputShape<Delete> SHAPE = InputShape.of(Fields.PASSWORD_ATTEMPT, Delete::new);
    }
}
