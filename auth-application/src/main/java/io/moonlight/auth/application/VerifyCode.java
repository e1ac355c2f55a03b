package io.moonlight.auth.application;

import static java.util.Objects.requireNonNull;

import io.moonlight.auth.application.internal.Audit;
import io.moonlight.auth.application.internal.AuditedCall;
import io.moonlight.auth.application.internal.CodeCheck;
import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.VerificationCode;
import io.moonlight.auth.domain.model.user.EmailAddress;
import java.time.InstantSource;

/** Use case: checks a code without consuming it. A wrong one counts as a try. */
public final class VerifyCode {

    /**
     * @param email the address the code was sent to
     * @param purpose the purpose of the code
     * @param code the presented code
     * @param client the client
     */
    public record Command(EmailAddress email, CodePurpose purpose, VerificationCode code, ClientInfo client) {
        /** @throws NullPointerException if a part is missing */
        public Command {
            requireNonNull(email, "email");
            requireNonNull(purpose, "purpose");
            requireNonNull(code, "code");
            requireNonNull(client, "client");
        }
    }

    private final CodeCheck codes;
    private final InstantSource clock;
    private final Audit audit;

    VerifyCode(CodeCheck codes, InstantSource clock, Audit audit) {
        this.codes = codes;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * Returns if the code would be accepted.
     *
     * @throws AuthException with {@link AuthError.CodeRefused} or {@link AuthError.RateLimited}
     * @throws AuthUnavailableException if the store cannot answer
     */
    public void handle(Command command) {
        audit.watch(AuditedCall.VERIFY_CODE, command.client(), record -> {
            record.email(command.email());
            return codes.check(
                    command.email(),
                    command.purpose(),
                    command.code(),
                    command.client(),
                    clock.instant(),
                    hash -> hash);
        });
    }
}
