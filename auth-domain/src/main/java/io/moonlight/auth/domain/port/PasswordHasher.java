package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.PasswordAttempt;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.RawPassword;
import java.util.Collection;

/**
 * Driven port: slow, salted hashes of passwords.
 *
 * <p><b>Contract.</b> A hash matches the password that it was made of, and no other. Two hashes of one password differ.
 * A hash that this hasher cannot read matches nothing. An attempt that could never have been set as a password matches
 * nothing.
 *
 * <p><b>Time.</b> Every check takes the time of the dearest hash in use: that of the current cost, of the hashes of {@link
 * #storedHashes}, and of those that were checked before. So the time tells nothing about the hash or the attempt.
 *
 * <p><b>Threading.</b> Safe for any number of threads; they may have to wait for their turn. A hasher that makes calls wait
 * does not let one network keep the clients of others from being served, whatever the results of its calls are.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException}, within a tenth of a second, if too many calls are waiting already, or
 * too many of the same network; or if the hasher was closed. A waiting call may fail in the same way when another network
 * needs its slot.
 */
public interface PasswordHasher {

    /**
     * Returns if there is a slot for one more call of this client, and otherwise fails as such a call does. It takes no
     * slot: it is for a caller that would do other work first, and can save that work under overload. A hasher without a
     * queue always has a slot.
     */
    default void awaitRoom(ClientInfo client) {}

    /** Makes a new hash at the current cost. */
    PasswordHash hash(RawPassword password, ClientInfo client);

    /** Returns whether the attempt is the password that the hash was made of. */
    boolean verify(PasswordAttempt attempt, PasswordHash hash, ClientInfo client);

    /** Returns a hash at the current cost that matches no password: a check against it is like one against a real hash. */
    PasswordHash decoy();

    /** Returns whether the hash was made more cheaply, or otherwise, than {@link #hash} makes them now. */
    boolean needsRehash(PasswordHash hash);

    /**
     * Tells the hasher which hashes are stored, in place of what it was told before. A hasher whose checks all take the
     * same time needs not know.
     *
     * @param samples at least one of each kind, see {@link UserRepository#sampleHashes}
     */
    default void storedHashes(Collection<PasswordHash> samples) {}
}
