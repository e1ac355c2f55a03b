package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.CodePurpose;
import io.moonlight.auth.domain.model.EmailAddress;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.OutboxMail;
import io.moonlight.auth.domain.model.Username;
import io.moonlight.auth.domain.model.VerificationCode;
import java.time.Instant;

/**
 * Driven port: the verification codes that can be used, at most one per address and purpose, as keyed hashes. They are
 * used up by the methods of {@link UserRepository}.
 *
 * <p><b>Contract.</b> A wrong try is counted in the same step in which it is found wrong: of any number of concurrent
 * wrong tries exactly {@link VerificationCode#MAX_WRONG_TRIES} are told {@code WRONG}, all others {@code EXHAUSTED}.
 * After that the code is dead, even for the right hash. A check never uses a code up.
 *
 * <p><b>Time.</b> A code is live before {@code expiresAt}, and expired from that instant on. The caller names the
 * time. An expired code may be forgotten at any time after that and is then {@code NOT_FOUND}.
 *
 * <p><b>Threading.</b> Safe for any number of threads and processes that share the store.
 *
 * <p><b>Errors.</b> {@link AuthUnavailableException} if the store cannot answer; a try may or may not have been counted
 * then.
 */
public interface VerificationCodes {

    /**
     * Makes a code usable, if the mail that it answers still stands in the {@link MailOutbox}; replaces any other code
     * of that address and purpose. Storing the same hash again (a mail that is tried again) moves its end and forgets no
     * wrong try.
     *
     * @param mail of a kind that carries a code
     * @return whether the mail still stands; if not, nothing has changed
     * @throws IllegalArgumentException if the mail is of a kind that carries no code
     */
    boolean put(OutboxMail mail, KeyedHash code, Instant expiresAt);

    /**
     * Returns if the presented code is the live one of this address and purpose, and leaves it usable.
     *
     * @throws AuthException with {@link AuthError.CodeRefused}: {@code NOT_FOUND} if there is none, else {@code
     *     EXPIRED} if its time is over, else {@code EXHAUSTED} if it is dead, else {@code WRONG}, which is counted
     */
    void check(EmailAddress email, CodePurpose purpose, KeyedHash presented, Instant now);

    /**
     * Checks the registration code of this address as {@link #check} does, and then looks whether the address and the
     * username are free. It reserves nothing: {@link UserRepository#register} decides again.
     *
     * @throws AuthException as {@link #check} does, and if the code is taken, with {@link AuthError.EmailTaken} or {@link
     *     AuthError.UsernameTaken}, email first
     */
    void checkRegistration(EmailAddress email, Username username, KeyedHash presented, Instant now);
}
