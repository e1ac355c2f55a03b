package io.moonlight.auth.domain.model;

/** Whether strangers can learn which addresses belong to users. */
public enum Disclosure {
    /** They are told, a limited number of times. */
    EXACT,
    /** Known and unknown addresses look the same in every answer, and take the same time; the owner alone is told, by mail. */
    UNIFORM
}
