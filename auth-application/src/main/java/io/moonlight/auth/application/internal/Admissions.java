package io.moonlight.auth.application.internal;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.AdmissionPolicy;

/** Decides which emails may register. */
public final class Admissions {

    private final AdmissionPolicy policy;

    public Admissions(AdmissionPolicy policy) {
        this.policy = policy;
    }

    /** @throws AuthUnavailableException if the policy cannot answer */
    public boolean admits(EmailAddress email) {
        try {
            return policy.admits(email);
        } catch (AuthUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new AuthUnavailableException("admission policy", e);
        }
    }

    /** @throws AuthException with {@link AuthError.NotAdmitted} */
    public void require(EmailAddress email) {
        if (!admits(email)) {
            throw new AuthException(new AuthError.NotAdmitted());
        }
    }
}
