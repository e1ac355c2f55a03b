package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.Rotation;
import io.moonlight.auth.domain.model.Session;
import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.SessionPolicy;
import java.time.Instant;

/**
 * Driven port: the open sessions, and which generation of its refresh token each one is at. Generations count from 0.
 * The store holds nothing that could be used as a token.
 *
 * <p><b>Contract.</b> A session is open until it is ended, its time is over, or its user is deleted, switched off or
 * given a new password by {@link UserRepository#resetPassword}. Of any number of concurrent rotations of one generation
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

    /**
     * Opens a session at generation 0, if its user is still there, active, and has this very hash.
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

    /** Ends a session; does nothing if it is over already. */
    void end(SessionId id, Instant now);
}
