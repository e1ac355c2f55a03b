package io.moonlight.auth.domain.model.session;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.port.SessionRepository;

/**
 * What entitles a client to a session. It was checked before; {@link SessionRepository#open} checks in the same statement
 * that opens the session that it still holds.
 */
public sealed interface Proof {

    /** Returns how the user signs in with it. */
    AuthMethod method();

    /**
     * The user's password.
     *
     * @param verified the hash that matched the presented password
     */
    record Password(PasswordHash verified) implements Proof {
        /** @throws NullPointerException if the hash is missing */
        public Password {
            requireNonNull(verified, "verified");
        }

        @Override
        public AuthMethod method() {
            return AuthMethod.PASSWORD;
        }
    }

    /**
     * The live code for {@link CodePurpose#LOGIN} that was mailed to the user. It is consumed together with the opening of the
     * session, both or neither.
     *
     * @param email the address that the code was sent to
     * @param hash of the presented code
     */
    record MailedCode(EmailAddress email, KeyedHash hash) implements Proof {
        /** @throws NullPointerException if a part is missing */
        public MailedCode {
            requireNonNull(email, "email");
            requireNonNull(hash, "hash");
        }

        @Override
        public AuthMethod method() {
            return AuthMethod.MAILED_CODE;
        }
    }
}
