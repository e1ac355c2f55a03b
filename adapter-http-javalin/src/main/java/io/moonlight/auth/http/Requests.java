package io.moonlight.auth.http;

import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.RawPassword;
import io.moonlight.auth.domain.model.Username;
import io.moonlight.auth.domain.model.VerificationCode;
import java.util.List;

/** What the authentication calls take. */
final class Requests {

    private Requests() {}

    /** {@code POST /check-email}. */
    record CheckEmail(EmailAddress email) {
        static final InputShape<CheckEmail> SHAPE =
                new InputShape<>(List.of(Fields.EMAIL), in -> new CheckEmail(in.get(Fields.EMAIL)));
    }

    /** {@code POST /send-code}. */
    record SendCode(EmailAddress email, CodePurpose purpose) {
        static final InputShape<SendCode> SHAPE = new InputShape<>(
                List.of(Fields.EMAIL, Fields.PURPOSE),
                in -> new SendCode(in.get(Fields.EMAIL), in.get(Fields.PURPOSE)));
    }

    /** {@code POST /verify-code}. */
    record VerifyCode(EmailAddress email, VerificationCode code, CodePurpose purpose) {
        private static final Field<CodePurpose> PURPOSE =
                Fields.PURPOSE.or(CodePurpose.REGISTER, CodePurpose.REGISTER.wire());

        static final InputShape<VerifyCode> SHAPE = new InputShape<>(
                List.of(Fields.EMAIL, Fields.CODE, PURPOSE),
                in -> new VerifyCode(in.get(Fields.EMAIL), in.get(Fields.CODE), in.get(PURPOSE)));
    }

    /** {@code POST /register}. */
    record Register(EmailAddress email, VerificationCode code, Username username, RawPassword password) {
        static final InputShape<Register> SHAPE = new InputShape<>(
                List.of(Fields.EMAIL, Fields.CODE, Fields.USERNAME, Fields.PASSWORD),
                in -> new Register(
                        in.get(Fields.EMAIL), in.get(Fields.CODE), in.get(Fields.USERNAME), in.get(Fields.PASSWORD)));
    }

    /** {@code POST /login}. */
    record Login(EmailAddress email, PasswordAttempt password) {
        static final InputShape<Login> SHAPE = new InputShape<>(
                List.of(Fields.EMAIL, Fields.PASSWORD_ATTEMPT),
                in -> new Login(in.get(Fields.EMAIL), in.get(Fields.PASSWORD_ATTEMPT)));
    }

    /** {@code POST /reset-password}. */
    record ResetPassword(EmailAddress email, VerificationCode code, RawPassword newPassword) {
        static final InputShape<ResetPassword> SHAPE = new InputShape<>(
                List.of(Fields.EMAIL, Fields.CODE, Fields.NEW_PASSWORD),
                in -> new ResetPassword(in.get(Fields.EMAIL), in.get(Fields.CODE), in.get(Fields.NEW_PASSWORD)));
    }

    /** {@code POST /refresh} and {@code POST /logout}. */
    record RefreshToken(String refreshToken) {
        static final InputShape<RefreshToken> SHAPE =
                new InputShape<>(List.of(Fields.REFRESH_TOKEN), in -> new RefreshToken(in.get(Fields.REFRESH_TOKEN)));

        @Override
        public String toString() {
            return "RefreshToken[***]";
        }
    }
}
