package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.session.OpenSession;
import io.moonlight.auth.domain.model.session.Proof;
import io.moonlight.auth.domain.model.session.Rotation;
import io.moonlight.auth.domain.model.session.Session;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.SessionOwner;
import io.moonlight.auth.domain.model.session.SessionPolicy;
import io.moonlight.auth.domain.model.user.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Driven port: the open sessions, and the current generation of the refresh token of each. Generations count from 0.
 * The store contains nothing that can be used as a token.
 *
 * <p><b>Contract.</b> A session is open until it is ended or expires, or its user is deleted, disabled or
 * given a new password by {@link UserRepository#resetPassword} or {@link UserRepository#changePassword}. Of any number of concurrent rotations of one generation
 * one advances the session, and all return the same successor.
 *
 * <p><b>Time.</b> The caller passes the time. A session is open before its expiry, and closed from that instant on.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; a change may or may not have happened
 * then.
 */
public interface SessionRepository {

    /** The minimum number of rotations of a session that are remembered for the grace period. */
    int REMEMBERED_ROTATIONS = 4;

    /** The maximum number of sessions that are listed for a user. */
    int LISTED = 1_000;

    /**
     * Opens a session at generation 0, if its user still exists and is active, and the proof still holds:
     *
     * <ul>
     *   <li>{@link Proof.Password}: the hash is exactly the user's.
     *   <li>{@link Proof.MailedCode}: the address is exactly the user's, and the code is its live one for {@link
     *       CodePurpose#LOGIN} at {@code createdAt}, as {@link UserRepository} says. The code is consumed, and with it the mail
     *       of that address and purpose: of any number of concurrent calls with one code exactly one opens a session. The
     *       address is verified then. A wrong try is not counted.
     * </ul>
     *
     * <p>Stores how the user signed in: by the method of the proof, at the session's {@code
     * createdAt}. Remembers that the user logged in from the network of the session's client at this time, for {@link
     * UserRepository#findForLogin}; does not remember {@link ClientAddress#UNKNOWN}.
     *
     * @return whether the session was opened; if not, nothing has changed
     */
    boolean open(Session session, Proof proof);

    /**
     * Rotates a session's refresh token.
     *
     * <ul>
     *   <li>{@code presented} is the current generation: the session advances to the next one and expires at {@link
     *       SessionPolicy#expiry}: {@link Rotation.Rotated}.
     *   <li>{@code presented} was rotated at most {@link SessionPolicy#reuseGrace} ago, and is among the last
     *       {@value #REMEMBERED_ROTATIONS}: nothing changes, and the answer is the same successor, with the times of
     *       that rotation: {@link Rotation.Rotated}.
     *   <li>{@code presented} was rotated earlier: the session is ended: {@link Rotation.Stolen}.
     *   <li>The session is not open, or {@code presented} was never issued: nothing changes: {@link Rotation.Refused}.
     * </ul>
     */
    Rotation rotate(SessionId id, long presented, Instant now, SessionPolicy policy);

    /**
     * Ends a session.
     *
     * @return the user; empty if the session was not open, and nothing has changed
     */
    Optional<UserId> end(SessionId id, Instant now);

    /**
     * Ends a session of the caller's user, which may be the caller's own.
     *
     * @return whether it was open and this user's; if not, nothing has changed
     * @throws AuthException with {@link AuthError.InvalidAccessToken} if the caller's session is not open; nothing has
     *     changed then
     */
    boolean end(AdmittedCaller caller, SessionId id, Instant now);

    /**
     * Ends all open sessions of the caller's user except the caller's own.
     *
     * @return how many were ended
     * @throws AuthException with {@link AuthError.InvalidAccessToken} if the caller's session is not open; nothing has
     *     changed then
     */
    int endOthers(AdmittedCaller caller, Instant now);

    /**
     * Ends all sessions of this user that are open now.
     *
     * @return how many were ended
     */
    int endAll(UserId user, Instant now);

    /** Returns the user of a session that is open now, and how the user signed in; empty if it is not open. */
    Optional<SessionOwner> owner(SessionId id, Instant now);

    /** Returns the sessions of this user that are open now, last used first; at most the last {@value #LISTED}. */
    List<OpenSession> list(UserId user, Instant now);
}
