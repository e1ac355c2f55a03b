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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The fields that requests share. */
final class Fields {

    private static final int DEFAULT_PAGE_SIZE = 20;
    private static final int MAX_PREFIX = 254;
    private static final Pattern UUID_SHAPE = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    static final Field<EmailAddress> EMAIL = Field.required(
            "email",
            FieldSchema.text("An email address; stripped, and compared without case.", Examples.EMAIL)
                    .with("format", "email"),
            EmailAddress::new,
            FieldProblem.EMAIL_MALFORMED,
            FieldProblem.EMAIL_DOMAIN_AMBIGUOUS);

    static final Field<VerificationCode> CODE = Field.required(
            "code",
            FieldSchema.text("The code from the mail: six digits.", Examples.CODE)
                    .with("pattern", "^[0-9]{6}$"),
            VerificationCode::new,
            FieldProblem.CODE_MALFORMED);

    static final Field<Username> USERNAME = Field.required(
            "username",
            FieldSchema.text("The public name; shown as typed, unique without case.", Examples.USERNAME)
                    .with("pattern", "^[a-zA-Z][a-zA-Z0-9_]{2,19}$"),
            Username::new,
            FieldProblem.USERNAME_MALFORMED);

    static final Field<RawPassword> PASSWORD = chosenPassword("password", Examples.PASSWORD);

    static final Field<RawPassword> NEW_PASSWORD = chosenPassword("new_password", Examples.NEW_PASSWORD);

    static final Field<PasswordAttempt> PASSWORD_ATTEMPT = presentedPassword("password");

    static final Field<PasswordAttempt> CURRENT_PASSWORD = presentedPassword("current_password");

    /** What people type: for each problem of the domain the field that usually has it. */
    static final List<Field<?>> OF_PEOPLE = List.of(EMAIL, CODE, USERNAME, PASSWORD, PASSWORD_ATTEMPT);

    static final Field<String> REFRESH_TOKEN = Field.required(
            "refresh_token",
            FieldSchema.text("The newest refresh token of the session.", Examples.REFRESH_TOKEN),
            Function.identity());

    static final Field<CodePurpose> PURPOSE = Field.required(
            "type",
            FieldSchema.text("What the code is for; `change_email` takes an access token.", CodePurpose.REGISTER.wire())
                    .with(
                            "enum",
                            Arrays.stream(CodePurpose.values())
                                    .map(CodePurpose::wire)
                                    .toList()),
            Fields::purpose);

    static final Field<Boolean> IS_ACTIVE =
            Field.requiredBoolean("is_active", FieldSchema.truth("Whether the user can log in.", false));

    static final Field<SessionId> SESSION_ID = Field.inPath(
            "id",
            FieldSchema.text("The session, as the list of sessions names it.", Examples.SESSION_ID)
                    .with("format", "uuid"),
            Fields::sessionId);

    static final Field<UserId> USER_ID_IN_PATH = Field.inPath(
            "id",
            FieldSchema.number("The user's number.", 1, Long.MAX_VALUE, Examples.USER_ID),
            text -> userId(text).orElseThrow(() -> new AuthException(new AuthError.UserNotFound())));

    static final Field<Optional<UserId>> USER_ID = Field.inQuery(
            "user_id",
            FieldSchema.number("Only events of the user with this number.", 1, Long.MAX_VALUE, Examples.USER_ID),
            text -> Optional.of(userId(text).orElseThrow(() -> new FieldRefused("field.userId"))),
            Optional.empty());

    static final Field<Optional<AuthEvent.Type>> EVENT_TYPE = Field.inQuery(
            "type",
            FieldSchema.text("Only events of this type.", AuthEvent.Type.LOGGED_IN.wire())
                    .with(
                            "enum",
                            Arrays.stream(AuthEvent.Type.values())
                                    .map(AuthEvent.Type::wire)
                                    .toList()),
            text -> Optional.of(AuthEvent.Type.ofWire(text).orElseThrow(() -> new FieldRefused("field.eventType"))),
            Optional.empty());

    static final Field<Integer> PAGE = Field.inQuery(
            "page",
            FieldSchema.number("Which page; the first is 1.", 1, PageRequest.MAX_NUMBER, 1)
                    .with("default", 1),
            text -> number(text, PageRequest.MAX_NUMBER, "field.page"),
            1);

    static final Field<Integer> PAGE_SIZE = Field.inQuery(
            "page_size",
            FieldSchema.number("How many a page holds.", 1, PageRequest.MAX_SIZE, DEFAULT_PAGE_SIZE)
                    .with("default", DEFAULT_PAGE_SIZE),
            text -> number(text, PageRequest.MAX_SIZE, "field.pageSize"),
            DEFAULT_PAGE_SIZE);

    static final Field<String> EMAIL_PREFIX = prefix("email", "How the email address begins.", "moon@");

    static final Field<String> USERNAME_PREFIX = prefix("username", "How the username begins.", "moon");

    private Fields() {}

    private static Field<RawPassword> chosenPassword(String name, String example) {
        return Field.required(
                name,
                FieldSchema.text(
                                "A password to be set: 8 to 32 characters, at most 72 bytes in UTF-8, no NUL, and neither"
                                        + " the email nor the username.",
                                example)
                        .with("format", "password")
                        .with("minLength", RawPassword.MIN_CHARACTERS)
                        .with("maxLength", RawPassword.MAX_CHARACTERS),
                RawPassword::new,
                FieldProblem.PASSWORD_LENGTH,
                FieldProblem.PASSWORD_TOO_MANY_BYTES,
                FieldProblem.PASSWORD_CHARACTERS,
                FieldProblem.PASSWORD_IS_IDENTITY);
    }

    private static Field<PasswordAttempt> presentedPassword(String name) {
        return Field.required(
                name,
                FieldSchema.text("The user's password.", Examples.PASSWORD)
                        .with("format", "password")
                        .with("maxLength", PasswordAttempt.MAX_LENGTH),
                PasswordAttempt::new,
                FieldProblem.PASSWORD_ATTEMPT_TOO_LONG,
                FieldProblem.PASSWORD_MISSING);
    }

    private static Field<String> prefix(String name, String description, String example) {
        FieldSchema schema = FieldSchema.text(description, example).with("maxLength", MAX_PREFIX);
        return Field.inQuery(name, schema, Fields::prefix, "");
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
