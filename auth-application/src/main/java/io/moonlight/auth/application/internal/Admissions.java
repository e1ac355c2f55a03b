package io.moonlight.auth.application.internal;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.model.admission.AdmissionRule;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.port.AdmissionPolicy;
import io.moonlight.auth.domain.port.InvitationRepository;
import java.time.InstantSource;

/** Decides which emails may register: those that the policy admits, and invited ones. */
public final class Admissions {

    private final AdmissionPolicy policy;
    private final InvitationRepository invitations;
    private final InstantSource clock;

    public Admissions(AdmissionPolicy policy, InvitationRepository invitations, InstantSource clock) {
        this.policy = policy;
        this.invitations = invitations;
        this.clock = clock;
    }

    /** @throws AuthUnavailableException if the policy or the store cannot answer */
    public boolean admits(EmailAddress email) {
        return rule(email) == AdmissionRule.EVERYONE || invitations.isInvited(email, clock.instant());
    }

    /**
     * Returns what the store must check again when it stores the user.
     *
     * @throws AuthException with {@link AuthError.NotAdmitted}
     * @throws AuthUnavailableException if the policy or the store cannot answer
     */
    public AdmissionRule require(EmailAddress email) {
        AdmissionRule rule = rule(email);
        if (rule == AdmissionRule.INVITED_ONLY && !invitations.isInvited(email, clock.instant())) {
            throw new AuthException(new AuthError.NotAdmitted());
        }
        return rule;
    }

    private AdmissionRule rule(EmailAddress email) {
        try {
            return policy.admits(email) ? AdmissionRule.EVERYONE : AdmissionRule.INVITED_ONLY;
        } catch (AuthUnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new AuthUnavailableException("admission policy", e);
        }
    }
}
