package io.moonlight.auth.http.openapi;

import static io.moonlight.auth.http.openapi.Refusals.BAD_CREDENTIALS;
import static io.moonlight.auth.http.openapi.Refusals.CODE;
import static io.moonlight.auth.http.openapi.Refusals.EMAIL_TAKEN;
import static io.moonlight.auth.http.openapi.Refusals.NOT_ADMITTED;
import static io.moonlight.auth.http.openapi.Refusals.PASSWORD_IS_IDENTITY;
import static io.moonlight.auth.http.openapi.Refusals.RATE_LIMITED;
import static io.moonlight.auth.http.openapi.Refusals.USERNAME_TAKEN;
import static io.moonlight.auth.http.openapi.Refusals.USER_NOT_FOUND;
import static io.moonlight.auth.http.openapi.Tag.ACCOUNT;
import static io.moonlight.auth.http.openapi.Tag.ADMINISTRATION;
import static io.moonlight.auth.http.openapi.Tag.AUTHENTICATION;
import static io.moonlight.auth.http.openapi.Tag.SYSTEM;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.response.Errors;
import io.moonlight.auth.http.response.Messages;
import io.moonlight.auth.http.response.Responses;
import io.moonlight.auth.http.response.Statuses;
import io.moonlight.auth.http.route.Route;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What documents say of each call, by method and path. */
final class Operations {

    private static final String AUTH = "/api/v1/auth";
    private static final String ME = "/api/v1/users/me";
    private static final String ADMIN = "/api/v1/admin";
    private static final String NO_KEY = "404 while no key for administrators is set (`ADMIN_API_KEY`).";

    private static final Map<String, Operation> ALL = new LinkedHashMap<>();

    static {
        addAuthentication();
        addAccount();
        addAdministration();
        addSystem();
    }

    private Operations() {}

    /** @throws IllegalArgumentException if the call is not described */
    static Operation find(Route<?> route) {
        String name = route.method() + " " + route.path();
        return Optional.ofNullable(ALL.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is not described"));
    }

    /** Returns how many calls are described. */
    static int count() {
        return ALL.size();
    }

    private static void addAuthentication() {
        ALL.put(
                "POST " + AUTH + "/refresh",
                Operation.of(
                                "refresh",
                                AUTHENTICATION,
                                "Trades a refresh token for the next pair of tokens.",
                                Examples.TOKENS)
                        .inCookieMode(Examples.TOKENS_IN_COOKIE_MODE)
                        .refusing(new AuthError.InvalidRefreshToken(), RATE_LIMITED));
        ALL.put(
                "POST " + AUTH + "/login",
                Operation.of("login", AUTHENTICATION, "Begins a session by email and password.", Examples.SIGNED_IN)
                        .saying("success.loggedIn")
                        .inCookieMode(Examples.SIGNED_IN_IN_COOKIE_MODE)
                        .refusing(BAD_CREDENTIALS, new AuthError.AccountDisabled(), RATE_LIMITED));
        ALL.put(
                "POST " + AUTH + "/login-code",
                Operation.of("loginByCode", AUTHENTICATION, "Begins a session by a mailed code.", Examples.SIGNED_IN)
                        .saying("success.loggedIn")
                        .inCookieMode(Examples.SIGNED_IN_IN_COOKIE_MODE)
                        .refusing(CODE)
                        .refusing(new AuthError.AccountDisabled(), RATE_LIMITED)
                        .onlyIf("404 unless `LOGIN_BY_CODE=true`."));
        ALL.put(
                "POST " + AUTH + "/send-code",
                Operation.of("sendCode", AUTHENTICATION, "Mails a code of six digits.", Examples.CODE_SENT)
                        .saying("success.codeSent")
                        .byUserForSome()
                        .request(CodePurpose.RESET_PASSWORD)
                        .request(CodePurpose.CHANGE_EMAIL)
                        .request(CodePurpose.LOGIN)
                        .refusing(NOT_ADMITTED, EMAIL_TAKEN, new AuthError.EmailUnknown(), RATE_LIMITED));
        ALL.put(
                "POST " + AUTH + "/verify-code",
                Operation.of(
                                "verifyCode",
                                AUTHENTICATION,
                                "Says whether a code would be taken, and does not use it up.",
                                Examples.VALID)
                        .saying("success.codeValid")
                        .byUserForSome()
                        .request(CodePurpose.RESET_PASSWORD)
                        .request(CodePurpose.CHANGE_EMAIL)
                        .request(CodePurpose.LOGIN)
                        .refusing(CODE)
                        .refusing(RATE_LIMITED));
        ALL.put(
                "POST " + AUTH + "/register",
                Operation.of("register", AUTHENTICATION, "Makes a user and begins a session.", Examples.SIGNED_IN)
                        .saying("success.registered")
                        .inCookieMode(Examples.SIGNED_IN_IN_COOKIE_MODE)
                        .refusing(CODE)
                        .refusing(PASSWORD_IS_IDENTITY, NOT_ADMITTED, EMAIL_TAKEN, USERNAME_TAKEN, RATE_LIMITED));
        ALL.put(
                "POST " + AUTH + "/reset-password",
                Operation.of(
                                "resetPassword",
                                AUTHENTICATION,
                                "Sets a new password by a code, and ends every session of the user.",
                                Examples.NOTHING)
                        .saying("success.passwordReset")
                        .refusing(CODE)
                        .refusing(PASSWORD_IS_IDENTITY, USER_NOT_FOUND, RATE_LIMITED));
        ALL.put(
                "POST " + AUTH + "/logout",
                Operation.of(
                                "logout",
                                AUTHENTICATION,
                                "Ends a session; a token that is dead already will do.",
                                Examples.NOTHING)
                        .saying("success.loggedOut")
                        .inCookieMode(Examples.NOTHING));
        ALL.put(
                "POST " + AUTH + "/check-email",
                Operation.of("checkEmail", AUTHENTICATION, "Says whether an email belongs to a user.", Examples.EXISTS)
                        .refusing(RATE_LIMITED)
                        .onlyIf("404 with `ACCOUNT_DISCLOSURE=uniform`."));
    }

    private static void addAccount() {
        ALL.put("GET " + ME, Operation.of("readMe", ACCOUNT, "The user.", Examples.USER));
        ALL.put(
                "PATCH " + ME,
                Operation.of("changeUsername", ACCOUNT, "Changes the username.", Examples.USER)
                        .refusing(USERNAME_TAKEN));
        ALL.put(
                "DELETE " + ME,
                Operation.of("deleteMe", ACCOUNT, "Deletes the user, with codes and sessions.", Examples.NOTHING)
                        .refusing(BAD_CREDENTIALS, RATE_LIMITED));
        ALL.put(
                "POST " + ME + "/password",
                Operation.of(
                                "changePassword",
                                ACCOUNT,
                                "Changes the password, and ends the other sessions.",
                                Examples.NOTHING)
                        .saying("success.passwordChanged")
                        .refusing(PASSWORD_IS_IDENTITY, BAD_CREDENTIALS, RATE_LIMITED));
        ALL.put(
                "POST " + ME + "/email",
                Operation.of(
                                "changeEmail",
                                ACCOUNT,
                                "Changes the email by the password and a code that was sent to the new one.",
                                Examples.USER)
                        .refusing(CODE)
                        .refusing(BAD_CREDENTIALS, EMAIL_TAKEN, RATE_LIMITED));
        ALL.put(
                "GET " + ME + "/sessions",
                Operation.of("listSessions", ACCOUNT, "The user's open sessions.", Examples.SESSIONS));
        ALL.put(
                "DELETE " + ME + "/sessions",
                Operation.of(
                        "endOtherSessions", ACCOUNT, "Ends every session but the one that asks.", Examples.REVOKED));
        ALL.put(
                "DELETE " + ME + "/sessions/{id}",
                Operation.of("endSession", ACCOUNT, "Ends one session.", Examples.REVOKED)
                        .refusing(new AuthError.SessionNotFound()));
    }

    private static void addAdministration() {
        ALL.put("GET " + ADMIN + "/users", admin("listUsers", "The users, by number.", Examples.USERS));
        ALL.put(
                "GET " + ADMIN + "/users/{id}",
                admin("readUser", "One user.", Examples.USER).refusing(USER_NOT_FOUND));
        ALL.put(
                "PATCH " + ADMIN + "/users/{id}",
                admin("setActive", "Switches a user off, ending all sessions, or on.", Examples.INACTIVE_USER)
                        .refusing(USER_NOT_FOUND));
        ALL.put(
                "PUT " + ADMIN + "/users/{id}/roles",
                admin("setRoles", "Replaces all roles of a user.", Examples.USER)
                        .refusing(USER_NOT_FOUND));
        ALL.put(
                "DELETE " + ADMIN + "/users/{id}",
                admin("deleteUser", "Deletes a user, with codes and sessions.", Examples.NOTHING)
                        .refusing(USER_NOT_FOUND));
        ALL.put(
                "GET " + ADMIN + "/users/{id}/sessions",
                admin("listSessionsOfUser", "The open sessions of a user.", Examples.SESSIONS_OF_ANOTHER)
                        .refusing(USER_NOT_FOUND));
        ALL.put(
                "DELETE " + ADMIN + "/sessions/{id}",
                admin("endSessionOfUser", "Ends one session, of whichever user.", Examples.REVOKED)
                        .refusing(new AuthError.SessionNotFound()));
        ALL.put(
                "DELETE " + ADMIN + "/users/{id}/sessions",
                admin("endSessions", "Ends all sessions of a user.", Examples.REVOKED)
                        .refusing(USER_NOT_FOUND));
        ALL.put(
                "POST " + ADMIN + "/users/import",
                admin(
                                "importUsers",
                                "Stores users of another system: an object a line, and an answer to each line while further"
                                        + " ones arrive.",
                                Examples.LINE_STORED)
                        .inLines()
                        .onlyIf(NO_KEY
                                + " The answer to a line that is rejected has `line`, `error`, `message` and, where fields are"
                                + " wrong, `errors`. A line has at most 16 KiB, the body any length."));
        ALL.put(
                "GET " + ADMIN + "/users/export",
                admin("exportUsers", "All users, by number, as an import takes them.", Examples.EXPORTED_USER)
                        .inLines());
        ALL.put(
                "POST " + ADMIN + "/invitations",
                admin(
                                "invite",
                                "Invites an email, and tells it by mail; replaces an earlier invitation.",
                                Examples.INVITATION)
                        .refusing(EMAIL_TAKEN));
        ALL.put(
                "GET " + ADMIN + "/invitations",
                admin("listInvitations", "The invitations, by number.", Examples.INVITATIONS));
        ALL.put(
                "DELETE " + ADMIN + "/invitations/{id}",
                admin("revokeInvitation", "Revokes an invitation; `revoked` is 0 if there is none.", Examples.REVOKED));
        ALL.put(
                "GET " + ADMIN + "/events",
                admin("readEvents", "The audit trail, newest first.", Examples.EVENTS)
                        .onlyIf(NO_KEY + " 404, too, where no audit trail is kept."));
    }

    private static Operation admin(String id, String summary, Object example) {
        return Operation.of(id, ADMINISTRATION, summary, example).onlyIf(NO_KEY);
    }

    private static void addSystem() {
        ALL.put(
                "GET /health",
                Operation.of("health", SYSTEM, "Says that the process serves; asks no other part.", Examples.HEALTH)
                        .plain());
        ALL.put(
                "GET /health/ready",
                Operation.of("ready", SYSTEM, "Says whether every part works.", Examples.READY)
                        .plain()
                        .or(Statuses.UNAVAILABLE, "A part is down, or the server stops", Operations::notReady));
        ALL.put(
                "GET /",
                Operation.of("root", SYSTEM, "Says what this is.", Examples.ROOT)
                        .plain());
        ALL.put(
                "GET /.well-known/jwks.json",
                Operation.of(
                                "publicKeys",
                                SYSTEM,
                                "The keys that verify access tokens; may be kept for five minutes.",
                                Examples.KEY_SET)
                        .plain()
                        .onlyIf("404 on a server of another program that names no keys."));
        ALL.put(
                "GET /openapi.json",
                Operation.of("openApi", SYSTEM, "This document.", Map.of("openapi", "3.1.0"))
                        .plain()
                        .onlyIf("404 unless `DEBUG=true`."));
    }

    private static Responses.NotReady notReady(Language language) {
        return Responses.NotReady.of(
                new Errors(new Messages()).ofStatus(Statuses.UNAVAILABLE, language), false, Map.of("database", "down"));
    }
}
