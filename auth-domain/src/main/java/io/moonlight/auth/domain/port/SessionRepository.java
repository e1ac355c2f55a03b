package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.AdmittedCaller;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.OpenSession;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.Rotation;
import io.moonlight.auth.domain.model.Session;
import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.SessionPolicy;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.model.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Driven port: the open sessions, and which generation of its refresh token each one is at. Generations count from 0.
 * The store holds nothing that could be used as a token.
 *
 * <p><b>Contract.</b> A session is open until it is ended, its time is over, or its user is deleted, switched off or
 * given a new password by {@link UserRepository#resetPassword} or {@link UserRepository#changePassword}. Of any number of concurrent rotations of one generation
 * one moves the session on, and all are given the same successor.
 *
 * <p><b>Time.</b> The caller names the time. A session is open before its end, and over from that instant on.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; a change may or may not have happened
 * then.
 */
public interface SessionRepository {

    /** How many of a session's last rotations are remembered, at the least, for the grace. */
    int REMEMBERED_ROTATIONS = 4;

    /** How many of a user's sessions are listed at the most. */
    int LISTED = 1_000;

    /**
     * Opens a session at generation 0, if its user is still there, active, and has this very hash. Remembers that the user
     * logged in from the network of the session's client at this time, for {@link UserRepository#findForLogin}; does not
     * remember {@link ClientAddress#UNKNOWN}.
     *
     * @param verified the hash that the presented password was found to match
     * @return whether the session is open; if not, nothing has changed
     */
    boolean open(Session session, PasswordHash verified);

    /**
     * Rotates a session's refresh token.
     *
     * <ul>
     *   <li>{@code presented} is the current generation: the session moves to the next one and lives on until {@link
     *       SessionPolicy#expiry}: {@link Rotation.Rotated}.
     *   <li>{@code presented} was retired not longer than {@link SessionPolicy#reuseGrace} ago, and is among the last
     *       {@value #REMEMBERED_ROTATIONS}: nothing changes, and the answer is the same successor, with the times of
     *       that rotation: {@link Rotation.Rotated}.
     *   <li>{@code presented} was retired earlier: the session is ended: {@link Rotation.Stolen}.
     *   <li>The session is not open, or {@code presented} was never reached: nothing changes: {@link Rotation.Refused}.
     * </ul>
     */
    Rotation rotate(SessionId id, long presented, Instant now, SessionPolicy policy);

    /**
     * Ends a session.
     *
     * @return whose it was; empty if it was over already, and nothing has changed
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
     * Ends all open sessions of the caller's user but the caller's own.
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

    /** The user of a session that is open now; empty if it is not open. */
    Optional<User> owner(SessionId id, Instant now);

    /** The sessions of this user that are open now, last used first; not more than the last {@value #LISTED}. */
    List<OpenSession> list(UserId user, Instant now);
}
