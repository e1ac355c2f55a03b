package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.OutboxMail;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Username;
import java.time.Instant;

/**
 * Driven port: the live verification codes, at most one per address and purpose, as keyed hashes. They are
 * consumed by the methods of {@link UserRepository}.
 *
 * <p><b>Contract.</b> A wrong try is counted in the same step that detects it: of any number of concurrent
 * wrong tries exactly {@link VerificationCode#MAX_WRONG_TRIES} get {@code WRONG}, all others {@code EXHAUSTED}.
 * After that the code is invalid, even for the right hash. A check never consumes a code.
 *
 * <p><b>Time.</b> A code is live before {@code expiresAt}, and expired from that instant on. The caller passes the
 * time. An expired code may be removed at any time and is then {@code NOT_FOUND}.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; a try may or may not have been counted
 * then.
 */
public interface VerificationCodes {

    /**
     * Makes a code live, if its mail is still in the {@link MailOutbox}; replaces any other code
     * of that address and purpose. Storing the same hash again (a delivery attempt that is repeated) moves its expiry and keeps the
     * wrong tries.
     *
     * @param mail of a kind with a code
     * @return whether the mail is still in the outbox; if not, nothing has changed
     * @throws IllegalArgumentException if the mail is of a kind without a code
     */
    boolean put(OutboxMail mail, KeyedHash code, Instant expiresAt);

    /**
     * Returns if the presented code is the live one of this address and purpose, and does not consume it.
     *
     * @throws AuthException with {@link AuthError.CodeRefused}: {@code NOT_FOUND} if there is none, else {@code
     *     EXPIRED} if it has expired, else {@code EXHAUSTED} after too many wrong tries, else {@code WRONG}, which is counted
     */
    void check(EmailAddress email, CodePurpose purpose, KeyedHash presented, Instant now);

    /**
     * Checks the registration code of this address as {@link #check} does, and then whether the address and the
     * username are available. It reserves nothing: {@link UserRepository#register} checks again.
     *
     * @throws AuthException as {@link #check} does, and if the code is accepted, with {@link AuthError.EmailTaken} or {@link
     *     AuthError.UsernameTaken}, email first
     */
    void checkRegistration(EmailAddress email, Username username, KeyedHash presented, Instant now);
}
