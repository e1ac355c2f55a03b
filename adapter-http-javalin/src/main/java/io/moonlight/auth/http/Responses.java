package io.moonlight.auth.http;

import io.moonlight.auth.application.SignedIn;
import io.moonlight.auth.application.Tokens;
import io.moonlight.auth.domain.model.AuthEvent;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.OpenSession;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.RecordedEvent;
import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.model.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What calls answer; names become snake_case on the wire. */
final class Responses {

    private Responses() {}

    /** Nothing to say: {@code {}}. */
    record Empty() {}

    /** Of check-email. */
    record Exists(boolean exists) {}

    /** Of send-code; times in seconds. */
    record CodeSent(String email, long expiresIn, long resendAfter) {}

    /** Of verify-code. */
    record Valid(boolean valid) {}

    /** {@code User} of the contract; {@code createdAt} in ISO 8601, UTC. */
    record UserData(long id, String email, String username, boolean isActive, boolean isVerified, String createdAt) {
        static UserData of(User user) {
            return new UserData(
                    user.id().value(),
                    user.email().value(),
                    user.username().value(),
                    user.active(),
                    user.verified(),
                    user.createdAt().toString());
        }
    }

    /** {@code Tokens} of the contract; {@code expiresIn} in seconds. */
    record TokenData(String accessToken, String refreshToken, String tokenType, long expiresIn) {
        static TokenData of(Tokens tokens) {
            return new TokenData(
                    tokens.access(),
                    tokens.refresh(),
                    "bearer",
                    tokens.expiresIn().toSeconds());
        }
    }

    /** Of register and login. */
    record SignedInData(UserData user, TokenData tokens) {
        static SignedInData of(SignedIn result) {
            return new SignedInData(UserData.of(result.user()), TokenData.of(result.tokens()));
        }
    }

    /** Of {@code GET /me/sessions}. */
    record Sessions(List<SessionData> sessions) {
        static Sessions of(List<OpenSession> open, SessionId own) {
            return new Sessions(
                    open.stream().map(session -> SessionData.of(session, own)).toList());
        }
    }

    /** An open session; {@code current} is the one that asks. */
    record SessionData(
            String id,
            String createdAt,
            String lastUsedAt,
            String expiresAt,
            String userAgent,
            Optional<String> ip,
            boolean current) {
        static SessionData of(OpenSession session, SessionId own) {
            return new SessionData(
                    session.id().value().toString(),
                    session.createdAt().toString(),
                    session.lastUsedAt().toString(),
                    session.expiresAt().toString(),
                    session.client().userAgent(),
                    session.client().address().map(ClientAddress::text),
                    session.id().equals(own));
        }
    }

    /** How many sessions were ended. */
    record Revoked(int revoked) {}

    /** Of {@code GET /admin/users}. */
    record UserPage(List<UserData> items, int page, int pageSize, long total) {
        static UserPage of(Page<User> users) {
            List<UserData> items = users.items().stream().map(UserData::of).toList();
            return new UserPage(items, users.request().number(), users.request().size(), users.total());
        }
    }

    /** Of {@code GET /admin/events}. */
    record EventPage(List<EventData> items, int page, int pageSize) {
        static EventPage of(List<RecordedEvent> events, PageRequest page) {
            return new EventPage(events.stream().map(EventData::of).toList(), page.number(), page.size());
        }
    }

    /** An event of the audit trail; the email is masked. */
    record EventData(
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
        static EventData of(RecordedEvent recorded) {
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
                    client.address().map(ClientAddress::text),
                    known(client.userAgent()),
                    known(client.requestId()),
                    recorded.times());
        }

        private static Optional<String> known(String text) {
            return Optional.of(text).filter(t -> !t.isEmpty());
        }
    }

    /** Of {@code GET /health}. */
    record Health(String status) {}

    /** Of {@code GET /health/ready}. */
    record Ready(String status, Map<String, String> checks) {}
}
