package io.moonlight.auth.http.response;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.moonlight.auth.application.session.SignedIn;
import io.moonlight.auth.application.session.Tokens;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.admission.Invitation;
import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.domain.model.audit.RecordedEvent;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.user.ExportedUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data of answers; names become snake_case on the wire. */
public final class Responses {

    private Responses() {}

    /** {@code {}}. */
    public record Empty() {}

    /** Of check-email. */
    public record Exists(boolean exists) {}

    /** Of send-code; times in seconds. */
    public record CodeSent(String email, long expiresIn, long resendAfter) {}

    /** Of verify-code. */
    public record Valid(boolean valid) {}

    /** {@code User} of the contract; {@code createdAt} in ISO 8601, UTC. */
    public record UserData(
            long id,
            String email,
            String username,
            boolean isActive,
            boolean isVerified,
            String createdAt,
            List<String> roles) {
        public static UserData of(User user) {
            return new UserData(
                    user.id().value(),
                    user.email().value(),
                    user.username().value(),
                    user.active(),
                    user.verified(),
                    user.createdAt().toString(),
                    user.roles().names());
        }
    }

    /** {@code Tokens} of the contract; {@code expiresIn} in seconds. Without a refresh token if that is in a cookie. */
    public record TokensData(
            String accessToken,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> refreshToken,
            String tokenType,
            long expiresIn) {
        public static final String BEARER = "bearer";

        public static TokensData of(Tokens tokens, boolean inCookie) {
            return new TokensData(
                    tokens.access(),
                    inCookie ? Optional.empty() : Optional.of(tokens.refresh()),
                    BEARER,
                    tokens.expiresIn().toSeconds());
        }
    }

    /** Of register and login. */
    public record SignedInData(UserData user, TokensData tokens) {
        public static SignedInData of(SignedIn result, boolean inCookie) {
            return new SignedInData(UserData.of(result.user()), TokensData.of(result.tokens(), inCookie));
        }
    }

    /** Of a user's own sessions, or of an administrator's look at them, who has none. */
    public record Sessions(List<SessionData> sessions) {
        public static Sessions of(List<OpenSession> open, Optional<SessionId> own) {
            return new Sessions(
                    open.stream().map(session -> SessionData.of(session, own)).toList());
        }
    }

    /** An open session; {@code current} is the one that asks. */
    public record SessionData(
            String id,
            String createdAt,
            String lastUsedAt,
            String expiresAt,
            String userAgent,
            Optional<String> ip,
            boolean current) {
        public static SessionData of(OpenSession session, Optional<SessionId> own) {
            return new SessionData(
                    session.id().value().toString(),
                    session.createdAt().toString(),
                    session.lastUsedAt().toString(),
                    session.expiresAt().toString(),
                    session.client().userAgent(),
                    session.client().readableAddress().map(ClientAddress::text),
                    own.equals(Optional.of(session.id())));
        }
    }

    /** How many sessions were ended, or invitations revoked. */
    public record Revoked(int revoked) {}

    /** Of {@code GET /admin/users}. */
    public record UserPage(List<UserData> items, int page, int pageSize, long total, boolean totalExact) {
        public static UserPage of(Page<User> users) {
            List<UserData> items = users.items().stream().map(UserData::of).toList();
            return new UserPage(
                    items, users.request().number(), users.request().size(), users.total(), users.totalExact());
        }
    }

    /** An invitation; times in ISO 8601, UTC. */
    public record InvitationData(long id, String email, List<String> roles, String createdAt, String expiresAt) {
        public static InvitationData of(Invitation invitation) {
            return new InvitationData(
                    invitation.id(),
                    invitation.email().value(),
                    invitation.roles().names(),
                    invitation.createdAt().toString(),
                    invitation.expiresAt().toString());
        }
    }

    /** Of {@code GET /admin/invitations}. */
    public record InvitationPage(List<InvitationData> items, int page, int pageSize, long total, boolean totalExact) {
        public static InvitationPage of(Page<Invitation> page) {
            List<InvitationData> items =
                    page.items().stream().map(InvitationData::of).toList();
            return new InvitationPage(
                    items, page.request().number(), page.request().size(), page.total(), page.totalExact());
        }
    }

    /** Of {@code GET /admin/events}. */
    public record EventPage(List<EventData> items, int page, int pageSize) {
        public static EventPage of(List<RecordedEvent> events, PageRequest page) {
            return new EventPage(events.stream().map(EventData::of).toList(), page.number(), page.size());
        }
    }

    /** An event of the audit trail; the email is masked. */
    public record EventData(
            long id,
            String type,
            String time,
            Optional<Long> userId,
            Optional<String> sessionId,
            Optional<String> email,
            Optional<String> detail,
            Optional<String> ip,
            Optional<String> userAgent,
            Optional<String> requestId,
            int times) {
        public static EventData of(RecordedEvent recorded) {
            AuthEvent event = recorded.event();
            ClientInfo client = event.client();
            return new EventData(
                    recorded.number(),
                    event.type().wire(),
                    event.at().toString(),
                    event.user().map(UserId::value),
                    event.session().map(session -> session.value().toString()),
                    known(event.maskedEmail()),
                    known(event.detail()),
                    client.readableAddress().map(ClientAddress::text),
                    known(client.userAgent()),
                    known(client.requestId()),
                    recorded.times());
        }

        private static Optional<String> known(String text) {
            return Optional.of(text).filter(t -> !t.isEmpty());
        }
    }

    /** Of a line of an import whose user is stored. */
    public record LineStored(
            long line,
            long id,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Boolean> exists) {}

    /** Of a line of an import that is rejected. */
    public record LineError(
            long line,
            String error,
            String message,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Answer.Failure.FieldError> errors,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Long> retryAfter) {
        public static LineError of(long line, Answer.Failure failure) {
            return new LineError(
                    line,
                    failure.error(),
                    failure.message(),
                    failure.errors(),
                    failure.retryAfter().isPresent()
                            ? Optional.of(failure.retryAfter().getAsLong())
                            : Optional.empty());
        }
    }

    /** A line of an export, which an import takes as it is. */
    public record ExportedUserData(
            long id,
            String email,
            String username,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> passwordHash,
            boolean isActive,
            boolean isVerified,
            String createdAt,
            List<String> roles) {
        public static ExportedUserData of(ExportedUser exported) {
            User user = exported.user();
            return new ExportedUserData(
                    user.id().value(),
                    user.email().value(),
                    user.username().value(),
                    Optional.of(exported.passwordHash())
                            .filter(hash -> !hash.equals(PasswordHash.NONE))
                            .map(PasswordHash::value),
                    user.active(),
                    user.verified(),
                    user.createdAt().toString(),
                    user.roles().names());
        }
    }

    /** Of {@code GET /health}. */
    public record Health(String status) {}

    /** Of {@code GET /health/ready}. */
    public record Ready(String status, Map<String, String> checks) {}

    /** Of {@code GET /health/ready} while a part is down or the server stops: an error in the envelope, with the checks. */
    public record NotReady(
            int code, String message, String error, long retryAfter, String status, Map<String, String> checks) {

        public static final String NOT_READY = "not_ready";
        public static final String STOPPING = "stopping";

        public static NotReady of(Answer.Failure error, boolean stopping, Map<String, String> checks) {
            return new NotReady(
                    error.status(),
                    error.message(),
                    error.error(),
                    error.retryAfter().orElseThrow(),
                    stopping ? STOPPING : NOT_READY,
                    checks);
        }
    }

    /** Of {@code GET /}. */
    public record Root(String name, String version, Optional<String> docs) {}

    /** Of {@code GET /.well-known/jwks.json}; written by the signer of the tokens. */
    public record KeySet(List<Map<String, String>> keys) {}
}
