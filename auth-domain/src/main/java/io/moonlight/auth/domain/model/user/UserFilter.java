package io.moonlight.auth.domain.model.user;

import java.util.Locale;

/**
 * Selects users whose email and username start with these prefixes, without case.
 *
 * @param emailPrefix prefix of the email, in lower case; empty for any; the constructor takes any case
 * @param usernamePrefix prefix of the username, in lower case; empty for any; the constructor takes any case
 */
public record UserFilter(String emailPrefix, String usernamePrefix) {

    /** All users. */
    public static final UserFilter ALL = new UserFilter("", "");

    /** Strips the prefixes and converts them to lower case. */
    public UserFilter {
        emailPrefix = emailPrefix.strip().toLowerCase(Locale.ROOT);
        usernamePrefix = usernamePrefix.strip().toLowerCase(Locale.ROOT);
    }

    /** Returns a masked text: the prefixes may be whole addresses. */
    @Override
    public String toString() {
        return "UserFilter[***]";
    }
}
