package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.AdmittedCaller;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.LoginCandidate;
import io.moonlight.auth.domain.model.NewUser;
import io.moonlight.auth.domain.model.OutboxMail;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.PasswordHash;
import io.moonlight.auth.domain.model.User;
import io.moonlight.auth.domain.model.UserFilter;
import io.moonlight.auth.domain.model.UserId;
import io.moonlight.auth.domain.model.Username;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Driven port: the registered users.
 *
 * <p><b>Contract.</b> No two users have the same email, nor usernames with the same {@code key()}; the store decides
 * this at the moment of writing, not a look-up before it. Users come back equal to what was stored. The methods that
 * take a code use it up together with their change, both or neither, and of any number of concurrent calls that present
 * the same code exactly one succeeds. A code is taken if it is the live code of the address and purpose (see {@link
 * VerificationCodes}): the hash is right, its time is not over, fewer than the allowed wrong tries were made. These
 * methods never count a wrong try. Using up a code also drops an outbox mail of that address and purpose that is
 * still in the {@link MailOutbox}.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; a change may or may not have happened
 * then, but never in part.
 */
public interface UserRepository {

    /** How many kinds of hashes are told apart. */
    int MAX_SAMPLES = 100;

    /** Whether a user has this address. */
    boolean exists(EmailAddress email);

    /** The user with this address. */
    Optional<User> findByEmail(EmailAddress email);

    /** The user with this number. */
    Optional<User> findById(UserId id);

    /** Returns the stored password hash of this user; empty if there is no such user. */
    Optional<PasswordHash> passwordHash(UserId id);

    /**
     * The user with this address, and whether a session of that user was opened from the network of {@code from} after
     * {@code since}; never so without an address, and never for {@link ClientAddress#UNKNOWN}.
     */
    Optional<LoginCandidate> findForLogin(EmailAddress email, Optional<ClientAddress> from, Instant since);

    /**
     * Returns a stored hash of each kind, of up to {@value #MAX_SAMPLES} kinds. Hashes are of one kind if they differ in
     * nothing but runs of 16 and more characters of {@code A-Z a-z 0-9 . / +}: salts and digests.
     */
    List<PasswordHash> sampleHashes();

    /**
     * Returns one page of the users that match the filter, in the order of their numbers, so that a new user never moves
     * an earlier one to another page; empty beyond the last page. Matches are counted up to {@link Page#MAX_TOTAL}.
     */
    Page<User> list(UserFilter filter, PageRequest page);

    /**
     * Stores a new user, active and verified, and uses up the registration code of the user's address.
     *
     * @param code the hash of the presented code
     * @param now decides whether the code's time is over
     * @return the stored user, under a number never given before
     * @throws AuthException with {@link AuthError.EmailTaken} or {@link AuthError.UsernameTaken}, email first (the code
     *     stays usable), or {@link AuthError.CodeRefused} if the code is not taken; nothing has changed then
     */
    User register(NewUser user, KeyedHash code, Instant now);

    /**
     * Sets a new password, ends all of the user's sessions and forgets the networks that the user has logged in from, those
     * being opened or refreshed at this moment included, puts {@code notice} into the outbox, and uses up the reset code of
     * the address.
     *
     * @param code the hash of the presented code
     * @param from stays known for {@link #findForLogin} if it is known
     * @param notice a mail of a kind that carries no code
     * @param now decides whether the code's time is over
     * @throws AuthException with {@link AuthError.CodeRefused} if the code is not taken, or {@link
     *     AuthError.UserNotFound} if the code is taken but nobody has this address; nothing has changed then
     * @throws IllegalArgumentException if the notice is of a kind that carries a code
     */
    void resetPassword(
            EmailAddress email,
            KeyedHash code,
            PasswordHash password,
            Optional<ClientAddress> from,
            OutboxMail notice,
            Instant now);

    /**
     * Sets another password, ends all of the user's sessions but the caller's, those being opened or refreshed at this
     * moment included, and puts {@code notice} into the outbox.
     *
     * @param notice a mail of a kind that carries no code
     * @param now decides whether the caller's session is open
     * @throws AuthException with {@link AuthError.InvalidAccessToken} if the caller's session is not open, or {@link
     *     AuthError.BadCredentials} if the verified hash is not the user's any more; nothing has changed then
     * @throws IllegalArgumentException if the notice is of a kind that carries a code
     */
    void changePassword(AdmittedCaller caller, PasswordHash replacement, OutboxMail notice, Instant now);

    /**
     * Changes the caller's username. The user's own name in another case is free.
     *
     * @param now decides whether the caller's session is open
     * @return the changed user
     * @throws AuthException with {@link AuthError.InvalidAccessToken} or {@link AuthError.BadCredentials} as {@link
     *     #changePassword}, or {@link AuthError.UsernameTaken}; nothing has changed then
     */
    User rename(AdmittedCaller caller, Username username, Instant now);

    /**
     * Changes the caller's address, puts {@code notice} into the outbox, and uses up the code of the new address for
     * {@link CodePurpose#CHANGE_EMAIL}. Sessions live on.
     *
     * @param code the hash of the presented code
     * @param notice a mail of a kind that carries no code
     * @param now decides whether the caller's session is open and the code's time is over
     * @return the changed user
     * @throws AuthException with {@link AuthError.InvalidAccessToken} or {@link AuthError.BadCredentials} as {@link
     *     #changePassword}, {@link AuthError.CodeRefused} if the code is not taken, or {@link AuthError.EmailTaken};
     *     nothing has changed then, and the code stays usable
     * @throws IllegalArgumentException if the notice is of a kind that carries a code
     */
    User changeEmail(AdmittedCaller caller, EmailAddress email, KeyedHash code, OutboxMail notice, Instant now);

    /**
     * Switches an account on or off. Off ends all of the user's sessions, those being opened or refreshed at this moment
     * included; on brings none of them back.
     *
     * @return the user, changed or as wanted already; empty if there is none
     */
    Optional<User> setActive(UserId id, boolean active, Instant now);

    /**
     * Removes a user with everything that was stored of it: sessions, known addresses, the codes of its address and the
     * mails to it that were not sent yet.
     *
     * @return whether there was one
     */
    boolean delete(UserId id);

    /**
     * Removes the caller's user, as {@link #delete(UserId)} does.
     *
     * @param now decides whether the caller's session is open
     * @throws AuthException with {@link AuthError.InvalidAccessToken} or {@link AuthError.BadCredentials} as {@link
     *     #changePassword}; nothing has changed then
     */
    void delete(AdmittedCaller caller, Instant now);

    /**
     * Replaces a password's hash by another of the same password; sessions live on.
     *
     * @return whether {@code expected} was still the user's hash; if not, nothing has changed
     */
    boolean replaceHash(UserId id, PasswordHash expected, PasswordHash replacement);
}
