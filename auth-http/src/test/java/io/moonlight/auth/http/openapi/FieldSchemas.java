package io.moonlight.auth.http.openapi;

import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.request.Fields;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What documents say of the fields of requests. */
final class FieldSchemas {

    private static final int DEFAULT_PAGE_SIZE = 20;
    private static final int MAX_PREFIX = 254;

    private static final Map<Field<?>, FieldSchema> ALL = new HashMap<>();

    static {
        ALL.put(
                Fields.EMAIL,
                FieldSchema.text("An email address; stripped, and compared without case.", Examples.EMAIL)
                        .with("format", "email"));
        ALL.put(
                Fields.CODE,
                FieldSchema.text("The code from the mail: six digits.", Examples.CODE)
                        .with("pattern", "^[0-9]{6}$"));
        ALL.put(
                Fields.USERNAME,
                FieldSchema.text("The public name; shown as typed, unique without case.", Examples.USERNAME)
                        .with("pattern", "^[a-zA-Z][a-zA-Z0-9_]{2,19}$"));
        ALL.put(Fields.PASSWORD, chosenPassword(Examples.PASSWORD));
        ALL.put(Fields.NEW_PASSWORD, chosenPassword(Examples.NEW_PASSWORD));
        ALL.put(Fields.PASSWORD_ATTEMPT, presentedPassword());
        ALL.put(Fields.CURRENT_PASSWORD, presentedPassword());
        ALL.put(
                Fields.REFRESH_TOKEN,
                FieldSchema.text("The newest refresh token of the session.", Examples.REFRESH_TOKEN));
        FieldSchema purpose = FieldSchema.text(
                        "What the code is for; `change_email` takes an access token, and `login` exists where"
                                + " `LOGIN_BY_CODE=true`.",
                        CodePurpose.REGISTER.wire())
                .with(
                        "enum",
                        Arrays.stream(CodePurpose.values())
                                .map(CodePurpose::wire)
                                .toList());
        ALL.put(Fields.PURPOSE, purpose);
        ALL.put(Fields.PURPOSE_OR_REGISTER, purpose.with("default", CodePurpose.REGISTER.wire()));
        ALL.put(Fields.IS_ACTIVE, FieldSchema.truth("Whether the user can log in.", false));
        ALL.put(Fields.ROLES, roles("All roles that the user has from now on, at most 32."));
        addImported();
        ALL.put(
                Fields.EXPIRES_IN,
                FieldSchema.number("How many seconds the invitation is valid.", 1, 7_776_000, 604_800)
                        .with("default", 604_800));
        ALL.put(
                Fields.INVITATION_ID,
                FieldSchema.number("The number of the invitation.", 1, Long.MAX_VALUE, Examples.INVITATION_ID));
        ALL.put(
                Fields.SESSION_ID,
                FieldSchema.text("The session, as the list of sessions names it.", Examples.SESSION_ID)
                        .with("format", "uuid"));
        ALL.put(Fields.USER_ID_IN_PATH, FieldSchema.number("The user's number.", 1, Long.MAX_VALUE, Examples.USER_ID));
        ALL.put(
                Fields.USER_ID,
                FieldSchema.number("Only events of the user with this number.", 1, Long.MAX_VALUE, Examples.USER_ID));
        ALL.put(
                Fields.EVENT_TYPE,
                FieldSchema.text("Only events of this type.", AuthEvent.Type.LOGGED_IN.wire())
                        .with(
                                "enum",
                                Arrays.stream(AuthEvent.Type.values())
                                        .map(AuthEvent.Type::wire)
                                        .toList()));
        ALL.put(
                Fields.PAGE,
                FieldSchema.number("Which page; the first is 1.", 1, PageRequest.MAX_NUMBER, 1)
                        .with("default", 1));
        ALL.put(
                Fields.PAGE_SIZE,
                FieldSchema.number("How many a page holds.", 1, PageRequest.MAX_SIZE, DEFAULT_PAGE_SIZE)
                        .with("default", DEFAULT_PAGE_SIZE));
        ALL.put(Fields.EMAIL_PREFIX, prefix("How the email address begins.", "moon@"));
        ALL.put(Fields.USERNAME_PREFIX, prefix("How the username begins.", "moon"));
    }

    private FieldSchemas() {}

    private static void addImported() {
        ALL.put(
                Fields.OPTIONAL_USERNAME,
                FieldSchema.text(
                                "The public name; missing: `u` and the user's number, with `_1`, `_2` and so on while that is"
                                        + " taken.",
                                Examples.USERNAME)
                        .with("pattern", "^[a-zA-Z][a-zA-Z0-9_]{2,19}$"));
        ALL.put(
                Fields.PASSWORD_HASH,
                FieldSchema.text(
                        "A bcrypt hash (`$2a$`, `$2b$`, `$2y$`, cost 4 to 15); missing: the user signs in after a reset,"
                                + " or by a mailed code.",
                        "$2b$12$" + "a".repeat(53)));
        ALL.put(
                Fields.IS_ACTIVE_OR_TRUE,
                FieldSchema.truth("Whether the user can log in.", true).with("default", true));
        ALL.put(
                Fields.IS_VERIFIED,
                FieldSchema.truth("Whether the email was verified.", true).with("default", false));
        ALL.put(
                Fields.CREATED_AT,
                FieldSchema.text("When the user was created; missing: now.", "2020-01-31T08:00:00Z")
                        .with("format", "date-time"));
        ALL.put(Fields.ROLES_OR_NONE, roles("All roles of the user, at most 32."));
        ALL.put(
                Fields.HASHES,
                FieldSchema.truth("Whether password hashes are wanted, which is an event of its own.", true)
                        .with("default", false));
    }

    private static FieldSchema roles(String description) {
        return new FieldSchema(description, Map.of("type", "array"), List.of("editor"))
                .with(
                        "items",
                        FieldSchema.text("", "")
                                .with("pattern", "^[a-z][a-z0-9_.-]{0,31}$")
                                .keywords());
    }

    /** @throws IllegalArgumentException if the field is not described */
    static FieldSchema of(Field<?> field) {
        return Optional.ofNullable(ALL.get(field))
                .orElseThrow(() -> new IllegalArgumentException(field.name() + " is not described"));
    }

    private static FieldSchema chosenPassword(String example) {
        return FieldSchema.text(
                        "A password to be set: 8 to 32 characters, at most 72 bytes in UTF-8, no NUL, and neither"
                                + " the email nor the username.",
                        example)
                .with("format", "password")
                .with("minLength", RawPassword.MIN_CHARACTERS)
                .with("maxLength", RawPassword.MAX_CHARACTERS);
    }

    private static FieldSchema presentedPassword() {
        return FieldSchema.text("The user's password.", Examples.PASSWORD)
                .with("format", "password")
                .with("maxLength", PasswordAttempt.MAX_LENGTH);
    }

    private static FieldSchema prefix(String description, String example) {
        return FieldSchema.text(description, example).with("maxLength", MAX_PREFIX);
    }
}
