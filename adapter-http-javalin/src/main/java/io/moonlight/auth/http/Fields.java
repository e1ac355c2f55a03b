package io.moonlight.auth.http;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.AuthEvent;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.RawPassword;
import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.domain.model.Username;
import io.moonlight.auth.domain.model.VerificationCode;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The fields that requests share. */
final class Fields {

    private static final int DEFAULT_PAGE_SIZE = 20;
    private static final int MAX_PREFIX = 254;
    private static final Pattern UUID_SHAPE = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    static final Field<EmailAddress> EMAIL = Field.required("email", EmailAddress::new, FieldProblem.EMAIL_MALFORMED);

    static final Field<VerificationCode> CODE =
            Field.required("code", VerificationCode::new, FieldProblem.CODE_MALFORMED);

    static final Field<Username> USERNAME = Field.required("username", Username::new, FieldProblem.USERNAME_MALFORMED);

    static final Field<RawPassword> PASSWORD = chosenPassword("password");

    static final Field<RawPassword> NEW_PASSWORD = chosenPassword("new_password");

    static final Field<PasswordAttempt> PASSWORD_ATTEMPT =
            Field.required("password", PasswordAttempt::new, FieldProblem.PASSWORD_ATTEMPT_TOO_LONG);

    static final Field<PasswordAttempt> CURRENT_PASSWORD =
            Field.required("current_password", PasswordAttempt::new, FieldProblem.PASSWORD_ATTEMPT_TOO_LONG);

    static final Field<String> REFRESH_TOKEN = Field.required("refresh_token", Function.identity());

    static final Field<CodePurpose> PURPOSE = Field.required("type", Fields::purpose);

    static final Field<Boolean> IS_ACTIVE = Field.requiredBoolean("is_active");

    static final Field<SessionId> SESSION_ID = Field.inPath("id", Fields::sessionId);

    static final Field<UserId> USER_ID_IN_PATH =
            Field.inPath("id", text -> userId(text).orElseThrow(() -> new AuthException(new AuthError.UserNotFound())));

    static final Field<Optional<UserId>> USER_ID = Field.inQuery(
            "user_id",
            text -> Optional.of(userId(text).orElseThrow(() -> new FieldRefused("field.userId"))),
            Optional.empty());

    static final Field<Optional<AuthEvent.Type>> EVENT_TYPE = Field.inQuery(
            "type",
            text -> Optional.of(AuthEvent.Type.ofWire(text).orElseThrow(() -> new FieldRefused("field.eventType"))),
            Optional.empty());

    static final Field<Integer> PAGE =
            Field.inQuery("page", text -> number(text, PageRequest.MAX_NUMBER, "field.page"), 1);

    static final Field<Integer> PAGE_SIZE =
            Field.inQuery("page_size", text -> number(text, PageRequest.MAX_SIZE, "field.pageSize"), DEFAULT_PAGE_SIZE);

    static final Field<String> EMAIL_PREFIX = Field.inQuery("email", Fields::prefix, "");

    static final Field<String> USERNAME_PREFIX = Field.inQuery("username", Fields::prefix, "");

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

    /** A change of email is for those alone who say who they are; whether it is true is looked at later. */
    private static CodePurpose purpose(String wire, Incoming in) {
        for (CodePurpose purpose : CodePurpose.values()) {
            if (purpose.wire().equals(wire) && (purpose != CodePurpose.CHANGE_EMAIL || in.hasBearer())) {
                return purpose;
            }
        }
        throw new FieldRefused("field.purpose");
    }

    private static Optional<UserId> userId(String text) {
        return Numbers.positive(text).map(UserId::new);
    }

    private static SessionId sessionId(String text) {
        if (!UUID_SHAPE.matcher(text).matches()) {
            throw new AuthException(new AuthError.SessionNotFound());
        }
        return new SessionId(UUID.fromString(text));
    }

    private static int number(String text, int most, String messageKey) {
        return Numbers.positive(text)
                .filter(number -> number <= most)
                .orElseThrow(() -> new FieldRefused(messageKey))
                .intValue();
    }

    /** The beginning of anything that a store may hold: no store takes a NUL. */
    private static String prefix(String text) {
        if (text.length() > MAX_PREFIX || text.chars().anyMatch(Character::isISOControl)) {
            throw new FieldRefused("field.prefix");
        }
        return text;
    }
}
