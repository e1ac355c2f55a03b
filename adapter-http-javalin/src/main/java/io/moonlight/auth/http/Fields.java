package io.moonlight.auth.http;

import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.RawPassword;
import io.moonlight.auth.domain.model.Username;
import io.moonlight.auth.domain.model.VerificationCode;
import java.util.function.Function;

/** The fields that requests share. */
final class Fields {

    static final Field<EmailAddress> EMAIL = Field.required("email", EmailAddress::new, FieldProblem.EMAIL_MALFORMED);

    static final Field<VerificationCode> CODE =
            Field.required("code", VerificationCode::new, FieldProblem.CODE_MALFORMED);

    static final Field<Username> USERNAME = Field.required("username", Username::new, FieldProblem.USERNAME_MALFORMED);

    static final Field<RawPassword> PASSWORD = chosenPassword("password");

    static final Field<RawPassword> NEW_PASSWORD = chosenPassword("new_password");

    static final Field<PasswordAttempt> PASSWORD_ATTEMPT =
            Field.required("password", PasswordAttempt::new, FieldProblem.PASSWORD_ATTEMPT_TOO_LONG);

    static final Field<String> REFRESH_TOKEN = Field.required("refresh_token", Function.identity());

    static final Field<CodePurpose> PURPOSE = Field.required("type", Fields::purpose);

    private Fields() {}

    private static Field<RawPassword> chosenPassword(String name) {
        return Field.required(
                name,
                RawPassword::new,
                FieldProblem.PASSWORD_LENGTH,
                FieldProblem.PASSWORD_TOO_MANY_BYTES,
                FieldProblem.PASSWORD_CHARACTERS,
                FieldProblem.PASSWORD_IS_IDENTITY);
    }

    /** A change of email needs a bearer token, which no call here takes. */
    private static CodePurpose purpose(String wire) {
        for (CodePurpose purpose : CodePurpose.values()) {
            if (purpose != CodePurpose.CHANGE_EMAIL && purpose.wire().equals(wire)) {
                return purpose;
            }
        }
        throw new FieldRefused("field.purpose");
    }
}
