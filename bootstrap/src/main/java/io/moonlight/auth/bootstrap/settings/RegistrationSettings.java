package io.moonlight.auth.bootstrap.settings;

import io.moonlight.auth.domain.model.user.EmailDomains;
import io.moonlight.auth.domain.port.AdmissionPolicy;

/**
 * Who may register.
 *
 * @param mode which emails may register without an invitation
 * @param domains of {@link Registration#DOMAINS}; empty in every other mode
 */
public record RegistrationSettings(Registration mode, EmailDomains domains) {

    /** Returns what these settings say. */
    public AdmissionPolicy policy() {
        return switch (mode) {
            case OPEN -> AdmissionPolicy.everyone();
            case DOMAINS -> domains::contain;
            case INVITE, CLOSED -> AdmissionPolicy.nobody();
        };
    }
}
