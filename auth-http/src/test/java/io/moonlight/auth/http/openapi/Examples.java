package io.moonlight.auth.http.openapi;

import io.moonlight.auth.domain.model.audit.AuthEvent;
import io.moonlight.auth.http.response.Responses;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values and answers that documents show: all of one person, at one time. */
final class Examples {

    static final String EMAIL = "moon@example.org";
    static final String CODE = "123456";
    static final String USERNAME = "moon_rabbit";
    static final String PASSWORD = "correct horse";
    static final String NEW_PASSWORD = "battery staple";
    static final String ACCESS_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJ0eXBlIjoiYWNjZXNzIn0.c2lnbmF0dXJl";
    static final String REFRESH_TOKEN = "eyJhbGciOiJIUzI1NiJ9.eyJ0eXBlIjoicmVmcmVzaCJ9.c2lnbmF0dXJl";
    static final String SESSION_ID = "0b9f4d5e-6d0c-4c39-9d1e-3f1f4b6a7c21";
    static final String REQUEST_ID = "01J9ZK3M5T";
    static final long USER_ID = 1;

    private static final String MORNING = "2026-01-31T08:00:00Z";
    private static final String NOON = "2026-01-31T12:00:00Z";
    private static final String WEEK_LATER = "2026-02-07T12:00:00Z";
    private static final String IP = "203.0.113.7";
    private static final String USER_AGENT = "Mozilla/5.0";
    private static final int PAGE_SIZE = 20;

    static final Responses.Empty NOTHING = new Responses.Empty();
    static final Responses.Exists EXISTS = new Responses.Exists(false);
    static final Responses.CodeSent CODE_SENT = new Responses.CodeSent(EMAIL, 600, 60);
    static final Responses.Valid VALID = new Responses.Valid(true);
    static final Responses.UserData USER =
            new Responses.UserData(USER_ID, EMAIL, USERNAME, true, true, MORNING, List.of("editor"));
    static final Responses.UserData INACTIVE_USER =
            new Responses.UserData(USER_ID, EMAIL, USERNAME, false, true, MORNING, List.of("editor"));
    static final Responses.TokensData TOKENS =
            new Responses.TokensData(ACCESS_TOKEN, Optional.of(REFRESH_TOKEN), Responses.TokensData.BEARER, 1800);
    static final Responses.TokensData TOKENS_IN_COOKIE_MODE =
            new Responses.TokensData(ACCESS_TOKEN, Optional.empty(), Responses.TokensData.BEARER, 1800);
    static final Responses.SignedInData SIGNED_IN = new Responses.SignedInData(USER, TOKENS);
    static final Responses.SignedInData SIGNED_IN_IN_COOKIE_MODE =
            new Responses.SignedInData(USER, TOKENS_IN_COOKIE_MODE);
    static final Responses.Sessions SESSIONS = new Responses.Sessions(List.of(
            new Responses.SessionData(SESSION_ID, MORNING, NOON, WEEK_LATER, USER_AGENT, Optional.of(IP), true)));
    static final Responses.Sessions SESSIONS_OF_ANOTHER = new Responses.Sessions(List.of(
            new Responses.SessionData(SESSION_ID, MORNING, NOON, WEEK_LATER, USER_AGENT, Optional.of(IP), false)));
    static final Responses.Revoked REVOKED = new Responses.Revoked(1);
    static final long INVITATION_ID = 3;
    static final Responses.InvitationData INVITATION =
            new Responses.InvitationData(INVITATION_ID, EMAIL, List.of("editor"), MORNING, "2026-02-07T08:00:00Z");
    static final Responses.InvitationPage INVITATIONS =
            new Responses.InvitationPage(List.of(INVITATION), 1, PAGE_SIZE, 1, true);
    static final Responses.UserPage USERS = new Responses.UserPage(List.of(USER), 1, PAGE_SIZE, 1, true);
    static final Responses.LineStored LINE_STORED = new Responses.LineStored(1, USER_ID, Optional.empty());
    static final Responses.ExportedUserData EXPORTED_USER = new Responses.ExportedUserData(
            USER_ID, EMAIL, USERNAME, Optional.empty(), true, true, MORNING, List.of("editor"));
    static final Responses.EventPage EVENTS = new Responses.EventPage(
            List.of(new Responses.EventData(
                    1,
                    AuthEvent.Type.LOGGED_IN.wire(),
                    NOON,
                    Optional.of(USER_ID),
                    Optional.of(SESSION_ID),
                    Optional.of("m***@example.org"),
                    Optional.empty(),
                    Optional.of(IP),
                    Optional.of(USER_AGENT),
                    Optional.of(REQUEST_ID),
                    1)),
            1,
            PAGE_SIZE);
    static final Responses.Health HEALTH = new Responses.Health("healthy");
    static final Responses.Ready READY = new Responses.Ready("ready", Map.of("database", "up"));
    static final Responses.Root ROOT = new Responses.Root("MoonLight", "1.0.0", Optional.of("/docs"));
    static final Responses.KeySet KEY_SET = new Responses.KeySet(List.of(key()));

    private Examples() {}

    private static Map<String, String> key() {
        Map<String, String> key = new LinkedHashMap<>();
        key.put("kty", "EC");
        key.put("crv", "P-256");
        key.put("x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU");
        key.put("y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");
        key.put("kid", "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s");
        key.put("use", "sig");
        key.put("alg", "ES256");
        return Collections.unmodifiableMap(key);
    }
}
