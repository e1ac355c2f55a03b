package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.RawPassword;

/**
 * Driven port: slow, salted hashes of passwords.
 *
 * <p><b>Contract.</b> A hash matches the password that it was made of, and no other. Two hashes of one password differ.
 * A hash that this hasher cannot read matches nothing. An attempt that could never have been set as a password matches
 * nothing, and costs as much time as any other.
 *
 * <p><b>Threading.</b> Safe for any number of threads; they may have to wait for their turn.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException}, within a tenth of a second, if too many are waiting already; or if the
 * hasher was closed.
 */
public interface PasswordHasher {

    /**
     * Returns if there is room for one more, and else fails as the others do. It keeps no place: it is for a caller that
     * would do other work first, which it spares itself if the crowd is too great. A hasher without a queue has always room.
     */
    default void awaitRoom() {}

    /** Makes a new hash at the current cost. */
    PasswordHash hash(RawPassword password);

    /** Whether the attempt is the password that the hash was made of. */
    boolean verify(PasswordAttempt attempt, PasswordHash hash);

    /** A hash at the current cost that matches no password: verifying against it costs as much as a real one. */
    PasswordHash decoy();

    /** Whether the hash was made more cheaply, or otherwise, than {@link #hash} makes them now. */
    boolean needsRehash(PasswordHash hash);
}
