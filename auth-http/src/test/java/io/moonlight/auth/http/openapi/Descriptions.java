package io.moonlight.auth.http.openapi;

import io.moonlight.auth.http.response.Answer;
import io.moonlight.auth.http.response.Responses;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client has to know of the values in answers, beyond their names and types. */
final class Descriptions {

    /**
     * What a client has to know of one value.
     *
     * @param text what it is
     * @param keyword of JSON Schema, empty for none
     * @param value of that keyword
     */
    record Described(String text, String keyword, Object value) {}

    private static final Map<String, Described> ALL = new HashMap<>();

    static {
        describe(Responses.Exists.class, "exists", "Whether the email belongs to a user.");
        describe(Responses.CodeSent.class, "email", "Where the code goes, in canonical form.", "format", "email");
        describe(Responses.CodeSent.class, "expiresIn", "How many seconds the delivered code can be used.");
        describe(Responses.CodeSent.class, "resendAfter", "In how many seconds the next code can be asked for.");
        describe(Responses.Valid.class, "valid", "That it would be taken now.");
        describe(Responses.UserData.class, "id", "The user's number.");
        describe(Responses.UserData.class, "email", "In canonical form.", "format", "email");
        describe(Responses.UserData.class, "username", "As typed.");
        describe(Responses.UserData.class, "isActive", "Whether the user can log in.");
        describe(Responses.UserData.class, "isVerified", "Whether the email was proved by a code.");
        describe(Responses.UserData.class, "createdAt", "When the user registered.", "format", "date-time");
        describe(Responses.UserData.class, "roles", "Sorted; at most 32.");
        describe(Responses.LineStored.class, "line", "The number of the line, from 1.");
        describe(Responses.LineStored.class, "id", "The user's number.");
        describe(Responses.LineStored.class, "exists", "True: the user was there already, and was not changed.");
        describe(Responses.ExportedUserData.class, "id", "The user's number.");
        describe(Responses.ExportedUserData.class, "email", "In canonical form.", "format", "email");
        describe(Responses.ExportedUserData.class, "username", "As typed.");
        describe(Responses.ExportedUserData.class, "passwordHash", "With `hashes=true`, if the user has a password.");
        describe(Responses.ExportedUserData.class, "isActive", "Whether the user can log in.");
        describe(Responses.ExportedUserData.class, "isVerified", "Whether the email was verified.");
        describe(Responses.ExportedUserData.class, "createdAt", "When the user registered.", "format", "date-time");
        describe(Responses.ExportedUserData.class, "roles", "Sorted; at most 32.");
        describe(Responses.TokensData.class, "accessToken", "A JWT; goes into `Authorization: Bearer`.");
        describe(Responses.TokensData.class, "refreshToken", "A JWT; counts for one refresh. Left out in cookie mode.");
        describe(
                Responses.TokensData.class,
                "tokenType",
                "How the access token travels.",
                "enum",
                List.of(Responses.TokensData.BEARER));
        describe(Responses.TokensData.class, "expiresIn", "How many seconds the access token counts.");
        describe(Responses.SignedInData.class, "user", "Who is signed in.");
        describe(Responses.SignedInData.class, "tokens", "What the session goes on with.");
        describe(Responses.Sessions.class, "sessions", "All that are open.");
        describe(Responses.SessionData.class, "id", "Names the session.", "format", "uuid");
        describe(Responses.SessionData.class, "createdAt", "When it began.", "format", "date-time");
        describe(Responses.SessionData.class, "lastUsedAt", "When it was last refreshed.", "format", "date-time");
        describe(
                Responses.SessionData.class,
                "expiresAt",
                "When it ends if it is not refreshed.",
                "format",
                "date-time");
        describe(
                Responses.SessionData.class, "userAgent", "What the client that began it called itself; may be empty.");
        describe(Responses.SessionData.class, "ip", "From which address it was begun.");
        describe(Responses.SessionData.class, "current", "Whether it is the one that asks.");
        describe(Responses.Revoked.class, "revoked", "How many sessions were ended, or invitations revoked.");
        describe(Responses.InvitationData.class, "id", "The number of the invitation; another one if it is replaced.");
        describe(Responses.InvitationData.class, "email", "In canonical form.", "format", "email");
        describe(Responses.InvitationData.class, "roles", "What the guest has after the registration; sorted.");
        describe(Responses.InvitationData.class, "createdAt", "When it was made.", "format", "date-time");
        describe(
                Responses.InvitationData.class,
                "expiresAt",
                "Until when the guest can register.",
                "format",
                "date-time");
        describe(Responses.InvitationPage.class, "items", "By number; those that have not expired.");
        describe(Responses.InvitationPage.class, "page", "Which page this is.");
        describe(Responses.InvitationPage.class, "pageSize", "How many a page holds.");
        describe(Responses.InvitationPage.class, "total", "The number of invitations on all pages, at most 100,000.");
        describe(Responses.InvitationPage.class, "totalExact", "Whether total is exact; otherwise there are more.");
        describe(Responses.UserPage.class, "items", "By number.");
        describe(Responses.UserPage.class, "page", "Which page this is.");
        describe(Responses.UserPage.class, "pageSize", "How many a page holds.");
        describe(Responses.UserPage.class, "total", "The number of users on all pages, at most 100,000.");
        describe(Responses.UserPage.class, "totalExact", "Whether total is exact; otherwise there are more users.");
        describe(Responses.EventPage.class, "items", "Newest first.");
        describe(Responses.EventPage.class, "page", "Which page this is.");
        describe(Responses.EventPage.class, "pageSize", "How many a page holds.");
        describe(Responses.EventData.class, "id", "The event's number.");
        describe(
                Responses.EventData.class,
                "type",
                "What happened, in the words of the OWASP Logging Vocabulary; more may come.");
        describe(Responses.EventData.class, "time", "When.", "format", "date-time");
        describe(Responses.EventData.class, "userId", "The user whom it concerns.");
        describe(Responses.EventData.class, "sessionId", "The session that it concerns.", "format", "uuid");
        describe(Responses.EventData.class, "email", "The email that was named, masked.");
        describe(Responses.EventData.class, "detail", "Why it failed, or which of several things was done.");
        describe(Responses.EventData.class, "ip", "From which address.");
        describe(Responses.EventData.class, "userAgent", "What the client called itself.");
        describe(Responses.EventData.class, "requestId", "`X-Request-ID` of the request.");
        describe(Responses.EventData.class, "times", "How many like it this one stands for.");
        describe(Responses.Health.class, "status", "That the process serves.", "enum", List.of("healthy"));
        describe(Responses.Ready.class, "status", "That every part works.", "enum", List.of("ready"));
        describe(Responses.Ready.class, "checks", "Each part: `up` or `down`.");
        describe(Responses.NotReady.class, "code", "The HTTP status.");
        describe(Responses.NotReady.class, "message", "For people.");
        describe(Responses.NotReady.class, "error", "For programs.", "enum", List.of("SERVICE_UNAVAILABLE"));
        describe(Responses.NotReady.class, "retryAfter", "In how many seconds it is worth another try.");
        describe(
                Responses.NotReady.class,
                "status",
                "Whether a part is down, or the server is about to stop.",
                "enum",
                List.of(Responses.NotReady.NOT_READY, Responses.NotReady.STOPPING));
        describe(Responses.NotReady.class, "checks", "Each part: `up` or `down`.");
        describe(Responses.Root.class, "name", "The application.");
        describe(Responses.Root.class, "version", "Its version.");
        describe(Responses.Root.class, "docs", "Where its documentation is shown.");
        describe(Responses.KeySet.class, "keys", "Public keys (RFC 7517); none with HS256.");
        describe(Answer.Failure.FieldError.class, "field", "Its name.");
        describe(Answer.Failure.FieldError.class, "message", "What is wrong, for people.");
    }

    private Descriptions() {}

    private static void describe(Class<?> type, String component, String text) {
        describe(type, component, text, "", "");
    }

    private static void describe(Class<?> type, String component, String text, String keyword, Object value) {
        ALL.put(type.getName() + "." + component, new Described(text, keyword, value));
    }

    /** @throws IllegalArgumentException if the component is not described */
    static Described of(RecordComponent component) {
        String name = component.getDeclaringRecord().getName() + "." + component.getName();
        return Optional.ofNullable(ALL.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is not described"));
    }
}
