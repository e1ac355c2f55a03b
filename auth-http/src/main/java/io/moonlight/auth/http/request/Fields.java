package io.moonlight.auth.http.request;

import io.moonlight.auth.application.Invitations;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The fields of all calls. */
public final class Fields {

    private static final int DEFAULT_PAGE_SIZE = 20;
    private static final int MAX_PREFIX = 254;
    private static final Pattern UUID_SHAPE = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    /** Whole numbers in one spelling only: ASCII digits, no sign, no leading zero. */
    private static final Pattern POSITIVE = Pattern.compile("[1-9][0-9]{0,18}");

    /** An email address. */
    public static final Field<EmailAddress> EMAIL = Field.required(
            "email", EmailAddress::new, FieldProblem.EMAIL_MALFORMED, FieldProblem.EMAIL_DOMAIN_AMBIGUOUS);

    /** The code from a mail. */
    public static final Field<VerificationCode> CODE =
            Field.required("code", VerificationCode::new, FieldProblem.CODE_MALFORMED);

    /** A username to be set. */
    public static final Field<Username> USERNAME =
            Field.required("username", Username::new, FieldProblem.USERNAME_MALFORMED);

    /** A password to be set, of a new user. */
    public static final Field<RawPassword> PASSWORD = chosenPassword("password");

    /** A password to be set, of a known user. */
    public static final Field<RawPassword> NEW_PASSWORD = chosenPassword("new_password");

    /** A password to be checked. */
    public static final Field<PasswordAttempt> PASSWORD_ATTEMPT = presentedPassword("password");

    /** A password to be checked, beside one to be set. */
    public static final Field<PasswordAttempt> CURRENT_PASSWORD = presentedPassword("current_password");

    /** All roles of a user. */
    public static final Field<Roles> ROLES = new Field<>(
            Field.Place.BODY,
            Raw.Kind.TEXTS,
            "roles",
            (sent, in) -> Roles.of(sent.texts()),
            Optional.empty(),
            Set.of(FieldProblem.ROLE_MALFORMED, FieldProblem.ROLES_TOO_MANY));

    /** All roles of a user to come, none if they are missing. */
    public static final Field<Roles> ROLES_OR_NONE = ROLES.or(Roles.NONE);

    /** How long an invitation is valid, in seconds. */
    public static final Field<Duration> EXPIRES_IN = new Field<>(
            Field.Place.BODY,
            Raw.Kind.NUMBER,
            "expires_in",
            (sent, in) -> Duration.ofSeconds(
                    number(sent.text(), Math.toIntExact(Invitations.MAX_LIFETIME.toSeconds()), "field.expiresIn")),
            Optional.of(Invitations.DEFAULT_LIFETIME),
            Set.of());

    /** An invitation, in the path; 0 for what none can have. */
    public static final Field<Long> INVITATION_ID =
            Field.inPath(text -> positive(text).orElse(0L));

    /** The newest refresh token of a session. */
    public static final Field<String> REFRESH_TOKEN = Field.required("refresh_token", Function.identity());

    /** The purpose of a code, see {@link #withoutLogin}; {@code change_email} only where an {@code Authorization} header is sent. */
    public static final Field<CodePurpose> PURPOSE =
            new Field<>(Field.Place.BODY, Raw.Kind.TEXT, "type", Fields::purpose, Optional.empty(), Set.of());

    /** The purpose of a code, {@code register} if it is missing. */
    public static final Field<CodePurpose> PURPOSE_OR_REGISTER = PURPOSE.or(CodePurpose.REGISTER);

    /** Whether a user can log in. */
    public static final Field<Boolean> IS_ACTIVE = new Field<>(
            Field.Place.BODY,
            Raw.Kind.BOOLEAN,
            "is_active",
            (sent, in) -> Boolean.valueOf(sent.text()),
            Optional.empty(),
            Set.of());

    /** Whether a user of another system can log in. */
    public static final Field<Boolean> IS_ACTIVE_OR_TRUE = IS_ACTIVE.or(true);

    /** Whether another system has verified the email. */
    public static final Field<Boolean> IS_VERIFIED = new Field<>(
            Field.Place.BODY,
            Raw.Kind.BOOLEAN,
            "is_verified",
            (sent, in) -> Boolean.valueOf(sent.text()),
            Optional.of(false),
            Set.of());

    /** The username in another system. */
    public static final Field<Optional<Username>> OPTIONAL_USERNAME = Field.required(
                    "username", text -> Optional.of(new Username(text)), FieldProblem.USERNAME_MALFORMED)
            .or(Optional.empty());

    /** A password hash of another system. */
    public static final Field<PasswordHash> PASSWORD_HASH = Field.required(
                    "password_hash", Fields::passwordHash, FieldProblem.PASSWORD_HASH_UNREADABLE)
            .or(PasswordHash.NONE);

    /** What people type: for each problem of the domain the field that usually has it. */
    public static final List<Field<?>> OF_PEOPLE =
            List.of(EMAIL, CODE, USERNAME, PASSWORD, PASSWORD_ATTEMPT, ROLES, PASSWORD_HASH);

    /** When a user of another system was created. */
    public static final Field<Optional<Instant>> CREATED_AT =
            Field.required("created_at", Fields::time).or(Optional.empty());

    /** Whether password hashes are wanted. */
    public static final Field<Boolean> HASHES = Field.inQuery("hashes", Fields::truth, false);

    /** A session, in the path. */
    public static final Field<SessionId> SESSION_ID = Field.inPath(Fields::sessionId);

    /** A user, in the path. */
    public static final Field<UserId> USER_ID_IN_PATH =
            Field.inPath(text -> userId(text).orElseThrow(() -> new AuthException(new AuthError.UserNotFound())));

    /** Selects events by user. */
    public static final Field<Optional<UserId>> USER_ID = Field.inQuery(
            "user_id",
            text -> Optional.of(userId(text).orElseThrow(() -> new Refusal.InvalidText("field.userId"))),
            Optional.empty());

    /** Selects events by type. */
    public static final Field<Optional<AuthEvent.Type>> EVENT_TYPE = Field.inQuery(
            "type",
            text -> Optional.of(
                    AuthEvent.Type.ofWire(text).orElseThrow(() -> new Refusal.InvalidText("field.eventType"))),
            Optional.empty());

    /** The number of a page, from 1. */
    public static final Field<Integer> PAGE =
            Field.inQuery("page", text -> number(text, PageRequest.MAX_NUMBER, "field.page"), 1);

    /** How many items a page has. */
    public static final Field<Integer> PAGE_SIZE =
            Field.inQuery("page_size", text -> number(text, PageRequest.MAX_SIZE, "field.pageSize"), DEFAULT_PAGE_SIZE);

    /** Selects users by the beginning of the email address. */
    public static final Field<String> EMAIL_PREFIX = Field.inQuery("email", Fields::prefix, "");

    /** Selects users by the beginning of the username. */
    public static final Field<String> USERNAME_PREFIX = Field.inQuery("username", Fields::prefix, "");

    private Fields() {}

    /** Returns the purpose where users cannot sign in by code: {@code login} is as unknown as any other text. */
    public static Field<CodePurpose> withoutLogin(Field<CodePurpose> purpose) {
        return new Field<>(
                purpose.place(),
                purpose.kind(),
                purpose.name(),
                (sent, in) -> {
                    if (CodePurpose.LOGIN.wire().equals(sent.text())) {
                        throw new Refusal.InvalidText("field.purpose");
                    }
                    return purpose.parser().parse(sent, in);
                },
                purpose.fallback(),
                purpose.problems());
    }

    private static Field<RawPassword> chosenPassword(String name) {
        return Field.required(
                name,
                RawPassword::new,
                FieldProblem.PASSWORD_LENGTH,
                FieldProblem.PASSWORD_TOO_MANY_BYTES,
                FieldProblem.PASSWORD_CHARACTERS,
                FieldProblem.PASSWORD_IS_IDENTITY);
    }

    private static Field<PasswordAttempt> presentedPassword(String name) {
        return Field.required(
                name, PasswordAttempt::new, FieldProblem.PASSWORD_ATTEMPT_TOO_LONG, FieldProblem.PASSWORD_MISSING);
    }

    /** A change of email needs credentials; whether they are good is checked later. */
    private static CodePurpose purpose(Raw sent, Input in) {
        for (CodePurpose purpose : CodePurpose.values()) {
            if (purpose.wire().equals(sent.text())
                    && (purpose != CodePurpose.CHANGE_EMAIL || in.bearer().sent())) {
                return purpose;
            }
        }
        throw new Refusal.InvalidText("field.purpose");
    }

    private static PasswordHash passwordHash(String text) {
        try {
            return new PasswordHash(text);
        } catch (IllegalArgumentException e) {
            throw new AuthException(new AuthError.InvalidValue(FieldProblem.PASSWORD_HASH_UNREADABLE));
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            if (ImportedUser.isPossible(time)) {
                return Optional.of(time);
            }
        } catch (DateTimeException e) {
            // as any other text that is no time
        }
        throw new Refusal.InvalidText("field.time");
    }

    private static boolean truth(String text) {
        if (!text.equals("true") && !text.equals("false")) {
            throw new Refusal.InvalidText("field.notBoolean");
        }
        return text.equals("true");
    }

    private static Optional<UserId> userId(String text) {
        return positive(text).map(UserId::new);
    }

    private static SessionId sessionId(String text) {
        if (!UUID_SHAPE.matcher(text).matches()) {
            throw new AuthException(new AuthError.SessionNotFound());
        }
        return new SessionId(UUID.fromString(text));
    }

    private static int number(String text, int most, String messageKey) {
        return positive(text)
                .filter(number -> number <= most)
                .orElseThrow(() -> new Refusal.InvalidText(messageKey))
                .intValue();
    }

    /** Empty for any other text, and for more than a {@code long} holds. */
    private static Optional<Long> positive(String text) {
        if (!POSITIVE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The beginning of anything that a store may hold: no store takes a NUL. */
    private static String prefix(String text) {
        if (text.length() > MAX_PREFIX || text.chars().anyMatch(Character::isISOControl)) {
            throw new Refusal.InvalidText("field.prefix");
        }
        return text;
    }
}
