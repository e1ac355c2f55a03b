package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import java.util.Collection;

/**
 * Driven port: slow, salted hashes of passwords.
 *
 * <p><b>Contract.</b> A hash matches the password it was computed from, and no other. Two hashes of one password differ.
 * A hash that this hasher cannot read matches nothing. An attempt that is not a valid password matches
 * nothing.
 *
 * <p><b>Time.</b> Every check takes the time of the most expensive hash in use: that of the current cost, of the hashes of {@link
 * #storedHashes}, and of those that were checked before. So the time does not depend on the hash or the attempt.
 *
 * <p><b>Threading.</b> Safe for any number of threads, which may have to wait. A hasher with a queue
 * does not let one network block the clients of others, whatever the results of its calls are.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException}, within a tenth of a second, if too many calls wait already, or
 * too many of the same network; or if the hasher was closed. A waiting call may fail in the same way when another network
 * needs its slot.
 */
public interface PasswordHasher {

    /** Returns a new hash at the current cost. */
    PasswordHash hash(RawPassword password, ClientInfo client);

    /** Returns whether the attempt is the password of the hash. */
    boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client);

    /** Returns a hash at the current cost that matches no password: a check against it is like one against a real hash. */
    PasswordHash decoy();

    /** Returns whether the hash has another cost or format than {@link #hash} produces now. */
    boolean needsRehash(PasswordHash hash);

    /**
     * Returns whether users of another system can be imported with this hash: passwords can be checked against it, at no
     * higher cost than this hasher can be set to. Never true for {@link PasswordHash#NONE}. Default: the hashes that need no
     * rehash.
     */
    default boolean canImport(PasswordHash hash) {
        return !needsRehash(hash);
    }

    /**
     * Sets which hashes are stored, replacing the previous ones. A hasher whose checks all take the
     * same time ignores it.
     *
     * @param samples at least one of each kind, see {@link UserRepository#sampleHashes}
     */
    default void storedHashes(Collection<PasswordHash> samples) {}
}
