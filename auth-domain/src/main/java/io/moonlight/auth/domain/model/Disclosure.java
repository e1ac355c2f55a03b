package io.moonlight.auth.domain.model;
/** Whether anonymous clients can find out which addresses are registered. */
public enum Disclosure {
    /** They can, within a rate limit. */
    EXACT,
    /** Known and unknown addresses have the same answers and response times; only the owner is informed, by mail. */
    UNIFORM
}
