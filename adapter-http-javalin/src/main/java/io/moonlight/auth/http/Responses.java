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
    record Exists(
            @Described("Whether the email belongs to a user.")
            boolean exists) {}

    /** Of send-code; times in seconds. */
    record CodeSent(
            @Described(value = "Where the code goes, in canonical form.", format = "email")
            String email,

            @Described("How many seconds the delivered code can be used.")
            long expiresIn,

            @Described("In how many seconds the next code can be asked for.")
            long resendAfter) {}

    /** Of verify-code. */
    record Valid(@Described("That it would be taken now.") boolean valid) {}

    /** {@code User} of the contract; {@code createdAt} in ISO 8601, UTC. */
    record UserData(
            @Described("The user's number.") long id,

            @Described(value = "In canonical form.", format = "email")
            String email,

            @Described("As typed.") String username,
            @Described("Whether the user can log in.") boolean isActive,

            @Described("Whether the email was proved by a code.")
            boolean isVerified,

            @Described(value = "When the user registered.", format = "date-time")
            String createdAt) {
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
    record TokensData(
            @Described("A JWT; goes into `Authorization: Bearer`.")
            String accessToken,

            @Described("A JWT; counts for one refresh.") String refreshToken,

            @Described(value = "How the access token travels.", oneOf = TokensData.BEARER)
            String tokenType,

            @Described("How many seconds the access token counts.")
            long expiresIn) {
        static final String BEARER = "bearer";

        static TokensData of(Tokens tokens) {
            return new TokensData(
                    tokens.access(),
                    tokens.refresh(),
                    BEARER,
                    tokens.expiresIn().toSeconds());
        }
    }

    /** Of register and login. */
    record SignedInData(
            @Described("Who is signed in.") UserData user,

            @Described("What the session goes on with.") TokensData tokens) {
        static SignedInData of(SignedIn result) {
            return new SignedInData(UserData.of(result.user()), TokensData.of(result.tokens()));
        }
    }

    /** Of {@code GET /me/sessions}. */
    record Sessions(@Described("All that are open.") List<SessionData> sessions) {
        static Sessions of(List<OpenSession> open, SessionId own) {
            return new Sessions(
                    open.stream().map(session -> SessionData.of(session, own)).toList());
        }
    }

    /** An open session; {@code current} is the one that asks. */
    record SessionData(
            @Described(value = "Names the session.", format = "uuid")
            String id,

            @Described(value = "When it began.", format = "date-time")
            String createdAt,

            @Described(value = "When it was last refreshed.", format = "date-time")
            String lastUsedAt,

            @Described(value = "When it ends if it is not refreshed.", format = "date-time")
            String expiresAt,

            @Described("What the client that began it called itself; may be empty.")
            String userAgent,

            @Described("From which address it was begun.") Optional<String> ip,
            @Described("Whether it is the one that asks.") boolean current) {
        static SessionData of(OpenSession session, SessionId own) {
            return new SessionData(
                    session.id().value().toString(),
                    session.createdAt().toString(),
                    session.lastUsedAt().toString(),
                    session.expiresAt().toString(),
                    session.client().userAgent(),
                    session.client().readableAddress().map(ClientAddress::text),
                    session.id().equals(own));
        }
    }

    /** How many sessions were ended. */
    record Revoked(
            @Described("How many sessions were ended.") int revoked) {}

    /** Of {@code GET /admin/users}. */
    record UserPage(
            @Described("By number.") List<UserData> items,
            @Described("Which page this is.") int page,
            @Described("How many a page holds.") int pageSize,

            @Described("The number of users on all pages, at most 100,000.")
            long total,

            @Described("Whether total is exact; otherwise there are more users.")
            boolean totalExact) {
        static UserPage of(Page<User> users) {
            List<UserData> items = users.items().stream().map(UserData::of).toList();
            return new UserPage(
                    items, users.request().number(), users.request().size(), users.total(), users.totalExact());
        }
    }

    /** Of {@code GET /admin/events}. */
    record EventPage(
            @Described("Newest first.") List<EventData> items,
            @Described("Which page this is.") int page,
            @Described("How many a page holds.") int pageSize) {
        static EventPage of(List<RecordedEvent> events, PageRequest page) {
            return new EventPage(events.stream().map(EventData::of).toList(), page.number(), page.size());
        }
    }

    /** An event of the audit trail; the email is masked. */
    record EventData(
            @Described("The event's number.") long id,

            @Described("What happened, in the words of the OWASP Logging Vocabulary; more may come.")
            String type,

            @Described(value = "When.", format = "date-time")
            String time,

            @Described("The user whom it concerns.") Optional<Long> userId,

            @Described(value = "The session that it concerns.", format = "uuid")
            Optional<String> sessionId,

            @Described("The email that was named, masked.") Optional<String> email,

            @Described("Why it failed, or which of several things was done.")
            Optional<String> detail,

            @Described("From which address.") Optional<String> ip,
            @Described("What the client called itself.") Optional<String> userAgent,
            @Described("`X-Request-ID` of the request.") Optional<String> requestId,

            @Described("How many like it this one stands for.")
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
                    client.readableAddress().map(ClientAddress::text),
                    known(client.userAgent()),
                    known(client.requestId()),
                    recorded.times());
        }

        private static Optional<String> known(String text) {
            return Optional.of(text).filter(t -> !t.isEmpty());
        }
    }

    /** Of {@code GET /health}. */
    record Health(
            @Described(value = "That the process serves.", oneOf = "healthy")
            String status) {}

    /** Of {@code GET /health/ready}. */
    record Ready(
            @Described(value = "That every part works.", oneOf = "ready")
            String status,

            @Described("Each part: `up` or `down`.") Map<String, String> checks) {}

    /** Of {@code GET /health/ready} while it says no: the envelope of an error, and more. */
    record NotReady(
            @Described("The HTTP status.") int code,
            @Described("For people.") String message,

            @Described(value = "For programs.", oneOf = "SERVICE_UNAVAILABLE")
            String error,

            @Described("In how many seconds it is worth another try.")
            long retryAfter,

            @Described(
                    value = "Whether a part is down, or the server is about to stop.",
                    oneOf = {NotReady.NOT_READY, NotReady.STOPPING})
            String status,

            @Described("Each part: `up` or `down`.") Map<String, String> checks) {

        static final String NOT_READY = "not_ready";
        static final String STOPPING = "stopping";

        static NotReady of(ErrorResponse error, boolean stopping, Map<String, String> checks) {
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
    record Root(
            @Described("The application.") String name,
            @Described("Its version.") String version,
            @Described("Where its documentation is shown.") Optional<String> docs) {}

    /** Of {@code GET /.well-known/jwks.json}; written by the signer of the tokens. */
    record KeySet(
            @Described("Public keys (RFC 7517); none with HS256.")
            List<Map<String, String>> keys) {}
}
