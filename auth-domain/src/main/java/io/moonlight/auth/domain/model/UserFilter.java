package io.moonlight.auth.domain.model;

import java.util.Locale;

/**
 * Which users a list holds: those whose address and name both begin so, without case.
 *
 * @param emailPrefix how the address begins, in lower case; empty for any; the constructor takes any case
 * @param usernamePrefix how the name begins, in lower case; empty for any; the constructor takes any case
 */
public record UserFilter(String emailPrefix, String usernamePrefix) {

    /** Everybody. */
    public static final UserFilter ALL = new UserFilter("", "");

    /** Strips white space around the texts and lowers them. */
    public UserFilter {
        emailPrefix = emailPrefix.strip().toLowerCase(Locale.ROOT);
        usernamePrefix = usernamePrefix.strip().toLowerCase(Locale.ROOT);
    }

    /** Masked: the texts may be whole addresses. */
    @Override
    public String toString() {
        return "UserFilter[***]";
    }
}
