package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.Page;
import io.moonlight.auth.domain.model.PageRequest;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.session.AdmittedCaller;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.ExportedUser;
import io.moonlight.auth.domain.model.user.ImportResult;
import io.moonlight.auth.domain.model.user.ImportedUser;
import io.moonlight.auth.domain.model.user.LoginCandidate;
import io.moonlight.auth.domain.model.user.NewUser;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.Roles;
import io.moonlight.auth.domain.model.user.User;
import io.moonlight.auth.domain.model.user.UserFilter;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.domain.model.user.Username;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Driven port: the registered users.
 *
 * <p><b>Contract.</b> No two users have the same email, nor usernames with the same {@code key()}; the store checks
 * this in the write itself. Users are returned as they were stored. The methods that
 * take a code consume it together with their change, both or neither, and of any number of concurrent calls that present
 * the same code exactly one succeeds. A code is accepted if it is the live code of the address and purpose (see {@link
 * VerificationCodes}): the hash is equal, it has not expired, and fewer than the allowed wrong tries were made. These
 * methods never count a wrong try. Consuming a code also removes the outbox mail of that address and purpose that is
 * still in the {@link MailOutbox}.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; a change may or may not have happened
 * then, but never in part, except that {@link #importAll} changes one user after the other.
 */
public interface UserRepository {

    /** The maximum number of kinds of hashes. */
    int MAX_SAMPLES = 100;

    /** The maximum number of users of one {@link #importAll}. */
    int MAX_IMPORTED = 500;

    /** Returns whether a user has this address. */
    boolean exists(EmailAddress email);

    /** Returns the user with this address. */
    Optional<User> findByEmail(EmailAddress email);

    /** Returns the user with this id. */
    Optional<User> findById(UserId id);

    /** Returns the stored password hash of this user; empty if there is no such user. */
    Optional<PasswordHash> passwordHash(UserId id);

    /**
     * Returns the user with this address, and whether a session of that user was opened from the network of {@code from} after
     * {@code since}; never without an address, and never for {@link ClientAddress#UNKNOWN}.
     */
    Optional<LoginCandidate> findForLogin(EmailAddress email, Optional<ClientAddress> from, Instant since);

    /**
     * Returns a stored hash of each kind, of up to {@value #MAX_SAMPLES} kinds. Hashes are of one kind if they differ only in
     * runs of at least 16 characters of {@code A-Z a-z 0-9 . / +}: salts and digests.
     */
    List<PasswordHash> sampleHashes();

    /**
     * Returns one page of the users that match the filter, in the order of their ids, so that a new user never moves
     * an earlier one to another page; empty beyond the last page. Matches are counted up to {@link Page#MAX_TOTAL}.
     */
    Page<User> list(UserFilter filter, PageRequest page);

    /**
     * Stores a new user, active and verified, and consumes the registration code of the user's address. A valid invitation of
     * the address is used up, whatever the rule, and the user has its roles; without one the user has none. A mail about the
     * invitation that was not sent yet is removed.
     *
     * @param code the hash of the presented code
     * @param rule whether an invitation is required
     * @param now decides whether code and invitation have expired
     * @return the stored user, with an id that was never used before
     * @throws AuthException with {@link AuthError.CodeRefused} if the code is not accepted, {@link AuthError.NotAdmitted} if an
     *     invitation is required and there is no valid one, {@link AuthError.EmailTaken} or {@link AuthError.UsernameTaken},
     *     email first; nothing has changed then, and the code stays usable. If one call has just used up code and invitation, a
     *     concurrent one with the same gets either of the first two
     */
    User register(NewUser user, KeyedHash code, AdmissionRule rule, Instant now);

    /**
     * Sets a new password, ends all of the user's sessions and forgets the networks that the user has logged in from, those
     * being opened or refreshed at this moment included, adds {@code notice} to the outbox, and consumes the reset code of
     * the address, which is verified then.
     *
     * @param code the hash of the presented code
     * @param from remains known for {@link #findForLogin} if it is known
     * @param notice a mail of a kind without a code
     * @param now decides whether the code has expired
     * @throws AuthException with {@link AuthError.CodeRefused} if the code is not accepted, or {@link
     *     AuthError.UserNotFound} if the code is accepted but no user has this address; nothing has changed then
     * @throws IllegalArgumentException if the notice is of a kind with a code
     */
    void resetPassword(
            EmailAddress email,
            KeyedHash code,
            PasswordHash password,
            Optional<ClientAddress> from,
            OutboxMail notice,
            Instant now);

    /**
     * Sets another password, ends all of the user's sessions except the caller's, those being opened or refreshed at this
     * moment included, and adds {@code notice} to the outbox.
     *
     * @param notice a mail of a kind without a code
     * @param now decides whether the caller's session is open
     * @throws AuthException with {@link AuthError.InvalidAccessToken} if the caller's session is not open, or {@link
     *     AuthError.BadCredentials} if the verified hash is no longer the user's; nothing has changed then
     * @throws IllegalArgumentException if the notice is of a kind with a code
     */
    void changePassword(AdmittedCaller caller, PasswordHash replacement, OutboxMail notice, Instant now);

    /**
     * Changes the caller's username. The user's own name in another case is allowed.
     *
     * @param now decides whether the caller's session is open
     * @return the changed user
     * @throws AuthException with {@link AuthError.InvalidAccessToken} or {@link AuthError.BadCredentials} as {@link
     *     #changePassword}, or {@link AuthError.UsernameTaken}; nothing has changed then
     */
    User rename(AdmittedCaller caller, Username username, Instant now);

    /**
     * Changes the caller's address, adds {@code notice} to the outbox, and consumes the code of the new address for
     * {@link CodePurpose#CHANGE_EMAIL}. The new address is verified. Sessions stay open.
     *
     * @param code the hash of the presented code
     * @param notice a mail of a kind without a code
     * @param now decides whether the caller's session is open and whether the code has expired
     * @return the changed user
     * @throws AuthException with {@link AuthError.InvalidAccessToken} or {@link AuthError.BadCredentials} as {@link
     *     #changePassword}, {@link AuthError.CodeRefused} if the code is not accepted, or {@link AuthError.EmailTaken};
     *     nothing has changed then, and the code stays usable
     * @throws IllegalArgumentException if the notice is of a kind with a code
     */
    User changeEmail(AdmittedCaller caller, EmailAddress email, KeyedHash code, OutboxMail notice, Instant now);

    /**
     * Enables or disables an account. Disabling ends all of the user's sessions, those being opened or refreshed at this moment
     * included; enabling restores none of them.
     *
     * @return the user after the change; empty if there is none
     */
    Optional<User> setActive(UserId id, boolean active, Instant now);

    /**
     * Replaces all roles of a user by these. Sessions stay open.
     *
     * @return the user after the change; empty if there is none
     */
    Optional<User> setRoles(UserId id, Roles roles, Instant now);

    /**
     * Deletes a user with everything stored about it: sessions, known addresses, the codes and the invitation of its address
     * and the mails to it that were not sent yet.
     *
     * @return whether the user existed
     */
    boolean delete(UserId id);

    /**
     * Deletes the caller's user, as {@link #delete(UserId)} does.
     *
     * @param now decides whether the caller's session is open
     * @throws AuthException with {@link AuthError.InvalidAccessToken} or {@link AuthError.BadCredentials} as {@link
     *     #changePassword}; nothing has changed then
     */
    void delete(AdmittedCaller caller, Instant now);

    /**
     * Replaces a password's hash by another of the same password; sessions stay open.
     *
     * @return whether {@code expected} was still the user's hash; if not, nothing has changed
     */
    boolean replaceHash(UserId id, PasswordHash expected, PasswordHash replacement);

    /**
     * Stores users of another system, one after the other; one that cannot be stored prevents no other. A user whose email
     * is there already is {@link ImportResult.Existing} if it has the same username, in any case, or none; nothing is changed
     * then. A user without a username is named {@code u<id>}; if that is taken, also by a user of the same list, or shorter
     * than a username, the next free {@code u<id>_<n>}. Of any number of concurrent calls with the same user, exactly one
     * stores it.
     *
     * @param users at most {@value #MAX_IMPORTED}
     * @param now when users without a time were created
     * @return a result for each user, in their order: {@link ImportResult.Rejected} with {@link AuthError.EmailTaken} or
     *     {@link AuthError.UsernameTaken}, email first
     * @throws AuthUnavailableException as every method; some of the users may have been stored then
     */
    List<ImportResult> importAll(List<ImportedUser> users, Instant now);

    /**
     * Returns users with their password hashes, in the order of their ids.
     *
     * @param after the last user of the previous call; empty for the first call
     * @param limit how many at most; fewer are returned only at the end
     */
    List<ExportedUser> export(Optional<UserId> after, int limit);
}
