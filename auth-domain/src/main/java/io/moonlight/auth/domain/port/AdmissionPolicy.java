package io.moonlight.auth.domain.port;

import io.moonlight.auth.domain.model.user.EmailAddress;

/**
 * Driven port: which emails may register. An invited email may register whatever this policy answers.
 *
 * <p><b>Contract.</b> Asked when a code to register is requested or mailed, and at the registration itself: no user comes into
 * being without it, except by an administrator's import. Users who are registered are not asked about again, neither at login
 * nor when they change their email.
 *
 * <p><b>Threading.</b> Safe for any number of threads.
 *
 * <p><b>Errors.</b> Any exception means that the policy cannot answer: the call is answered 503, and a mail is tried again
 * later. Nobody is registered then.
 */
@FunctionalInterface
public interface AdmissionPolicy {

    /** Returns whether this email may register without an invitation. */
    boolean admits(EmailAddress email);

    /** Admits every email. */
    static AdmissionPolicy everyone() {
        return email -> true;
    }

    /** Admits no email: only invited ones may register. */
    static AdmissionPolicy nobody() {
        return email -> false;
    }
}
