package io.moonlight.auth.domain.model.admission;

/** What a registration of an email requires beside its code. */
public enum AdmissionRule {
    /** Nothing: the admission policy admits the email. */
    EVERYONE,
    /** An invitation that has not expired. */
    INVITED_ONLY
}
