package io.moonlight.auth.application.internal;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.KeyedHash;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.Username;
import io.moonlight.auth.domain.port.UserRepository;
import io.moonlight.auth.domain.port.VerificationCodes;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Checks codes within the limits on guessing, for all calls that take one. An attempt is charged first and refunded unless the
 * code was wrong. An attempt without a live code costs only the address. Whether the caller's address is known is looked up
 * only if a limit is exceeded.
 */
public final class CodeCheck {

    private final VerificationCodes codes;
    private final UserRepository users;
    private final Codes hashing;
    private final Limits limits;

    public CodeCheck(VerificationCodes codes, UserRepository users, Codes hashing, Limits limits) {
        this.codes = codes;
        this.users = users;
        this.hashing = hashing;
        this.limits = limits;
    }

    /** Checks the code, and then runs {@code whenRight} with its hash. */
    public <T> T check(
            EmailAddress email,
            CodePurpose purpose,
            VerificationCode code,
            ClientInfo client,
            Instant now,
            Function<KeyedHash, T> whenRight) {
        return limited(email, purpose, client, now, () -> {
            KeyedHash hash = hashing.hash(email, purpose, code);
            codes.check(email, purpose, hash, now);
            return whenRight.apply(hash);
        });
    }

    /**
     * Like {@link #check} for a registration; rejects a taken address or name before {@code whenRight} runs.
     *
     * @param first runs before the code is looked at; its rejections cost what an attempt without a live code does
     */
    public <T> T checkRegistration(
            EmailAddress email,
            Username username,
            VerificationCode code,
            ClientInfo client,
            Instant now,
            Runnable first,
            Function<KeyedHash, T> whenRight) {
        return limited(email, CodePurpose.REGISTER, client, now, () -> {
            first.run();
            KeyedHash hash = hashing.hash(email, CodePurpose.REGISTER, code);
            codes.checkRegistration(email, username, hash, now);
            return whenRight.apply(hash);
        });
    }

    private <T> T limited(EmailAddress email, CodePurpose purpose, ClientInfo client, Instant now, Supplier<T> call) {
        try (Charge wrongCode = charge(email, purpose, client, now)) {
            try {
                return call.get();
            } catch (AuthException e) {
                if (e.error() instanceof AuthError.CodeRefused refused) {
                    switch (refused.reason()) {
                        case WRONG -> wrongCode.keep();
                        case NOT_FOUND, EXPIRED, EXHAUSTED ->
                            wrongCode.keep(limits.wrongCodeOfAddress(purpose, client));
                    }
                } else if (e.error() instanceof AuthError.NotAdmitted) {
                    wrongCode.keep(limits.wrongCodeOfAddress(purpose, client));
                }
                throw e;
            }
        }
    }

    private Charge charge(EmailAddress email, CodePurpose purpose, ClientInfo client, Instant now) {
        return limits.charge(
                limits.wrongCode(email, purpose, client),
                retryAfter -> users.findForLogin(email, client.address(), now.minus(Limits.KNOWN_ADDRESS)),
                () -> limits.wrongCodeFromKnownAddress(email, purpose, client));
    }
}
