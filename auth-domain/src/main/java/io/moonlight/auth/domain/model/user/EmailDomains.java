package io.moonlight.auth.domain.model.user;

import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A list of email domains. {@code example.org} is that domain alone; {@code .example.org} is every domain below it, but not
 * {@code example.org} itself.
 *
 * @param names the domains in canonical form, see {@link EmailAddress}
 */
public record EmailDomains(Set<String> names) {

    private static final String BELOW = ".";

    /** A mailbox, and a label below a domain, to read domains as emails are read. */
    private static final String MAILBOX = "a@";

    private static final String LABEL = "a";

    /**
     * Makes the names canonical, as in emails: in lower case, an international domain as punycode.
     *
     * @throws AuthException with {@link FieldProblem#EMAIL_MALFORMED} or {@link FieldProblem#EMAIL_DOMAIN_AMBIGUOUS} if a name
     *     is not that of a domain
     */
    public EmailDomains {
        names = names.stream().map(EmailDomains::canonical).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns the list of these domains.
     *
     * @throws AuthException as the constructor
     */
    public static EmailDomains of(Collection<String> names) {
        return new EmailDomains(Set.copyOf(names));
    }

    private static String canonical(String name) {
        String text = name.strip();
        return text.startsWith(BELOW) ? domain(LABEL + text).substring(LABEL.length()) : domain(text);
    }

    private static String domain(String text) {
        return new EmailAddress(MAILBOX + text).domain();
    }

    /** Returns whether the domain of this email is in the list. */
    public boolean contain(EmailAddress email) {
        String domain = email.domain();
        boolean found = names.contains(domain);
        for (int dot = domain.indexOf(BELOW); dot >= 0 && !found; dot = domain.indexOf(BELOW, dot + 1)) {
            found = names.contains(domain.substring(dot));
        }
        return found;
    }
}
