package io.moonlight.auth.domain.error;

/** What is wrong with a value. Append only, like {@link ErrorCode}. */
public enum FieldProblem {
    /** Not one plain addr-spec of at most 254 characters. */
    EMAIL_MALFORMED,
    /** Not {@code ^[a-zA-Z][a-zA-Z0-9_]{2,19}$}. */
    USERNAME_MALFORMED,
    /** Fewer than 8 or more than 32 characters (Unicode code points after NFC). */
    PASSWORD_LENGTH,
    /** More than 72 bytes in UTF-8, which is all that bcrypt uses. */
    PASSWORD_TOO_MANY_BYTES,
    /** Contains a NUL character or half of a surrogate pair. */
    PASSWORD_CHARACTERS,
    /** The same as the user's email or username. */
    PASSWORD_IS_IDENTITY,
    /** A presented password of more than 1,024 characters. */
    PASSWORD_ATTEMPT_TOO_LONG,
    /** Not exactly six ASCII digits. */
    CODE_MALFORMED,
    /** No password was presented. */
    PASSWORD_MISSING,
    /** An international domain that IDNA 2003 and IDNA 2008 read differently (ß, ς, joiners): two owners. */
    EMAIL_DOMAIN_AMBIGUOUS,
    /** Not {@code ^[a-z][a-z0-9_.-]{0,31}$}. */
    ROLE_MALFORMED,
    /** More than 32 roles. */
    ROLES_TOO_MANY,
    /** A password hash that the hasher cannot read, or that is more expensive to check than it allows. */
    PASSWORD_HASH_UNREADABLE
}
