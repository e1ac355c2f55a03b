package io.moonlight.auth.domain.model.user;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.FieldProblem;
import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An email address in canonical form: one addr-spec (RFC 5321, dot-string local part), without surrounding white space
 * and in lower case, an international domain as punycode (RFC 3490), at most 254 characters with a local part of at most
 * 64. Two addresses are equal if their canonical forms are.
 *
 * <p>IDNA 2003 maps ß, ς and the joiners to other domains than IDNA 2008 does, so a domain with one of them has two possible
 * owners; it is rejected, and accepted as punycode.
 *
 * <p>Display names, comments, quoted local parts, IP literals, domains of one label and control characters are rejected.
 *
 * @param value the canonical form; the constructor takes any spelling of it
 */
public record EmailAddress(String value) {

    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL_LENGTH = 64;
    private static final String ATEXT = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
    private static final Pattern LOCAL = Pattern.compile(ATEXT + "(\\." + ATEXT + ")*");
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile("(" + LABEL + "\\.)+(?![0-9]+$)" + LABEL);

    /** The deviation characters of UTS 46, and the upper case of the first. */
    private static final Pattern DEVIATIONS = Pattern.compile("[\\u00DF\\u1E9E\\u03C2\\u200C\\u200D]");

    /**
     * @throws AuthException with {@link FieldProblem#EMAIL_MALFORMED} if the text is missing or not such an address, with
     *     {@link FieldProblem#EMAIL_DOMAIN_AMBIGUOUS} if its domain has two possible owners
     */
    public EmailAddress {
        value = canonical(value);
    }

    private static String canonical(String typed) {
        if (typed == null || typed.length() > 2 * MAX_LENGTH || typed.chars().anyMatch(Character::isISOControl)) {
            throw malformed();
        }
        String text = typed.strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL_LENGTH) {
            throw malformed();
        }
        String local = text.substring(0, at);
        String domain = ascii(text.substring(at + 1));
        // Checked before lower-casing: the Kelvin sign is not allowed, but its lower case is a k.
        if (at + 1 + domain.length() > MAX_LENGTH
                || !LOCAL.matcher(local).matches()
                || !DOMAIN.matcher(domain).matches()) {
            throw malformed();
        }
        return local.toLowerCase(Locale.ROOT) + "@" + domain;
    }

    private static String ascii(String domain) {
        if (DEVIATIONS.matcher(domain).find()) {
            throw new AuthException(new AuthError.InvalidValue(FieldProblem.EMAIL_DOMAIN_AMBIGUOUS));
        }
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw malformed();
        }
    }

    private static AuthException malformed() {
        return new AuthException(new AuthError.InvalidValue(FieldProblem.EMAIL_MALFORMED));
    }

    /** Returns the address without a plus tag: {@code person@example.org} for {@code person+shop@example.org}. */
    public String mailbox() {
        int plus = value.indexOf('+');
        return plus < 1 ? value : value.substring(0, plus) + value.substring(value.indexOf('@'));
    }

    /** Returns the part after the {@code @}. */
    public String domain() {
        return value.substring(value.indexOf('@') + 1);
    }

    /** Returns the masked address, for logs: {@code a***@example.org}. */
    @Override
    public String toString() {
        return value.charAt(0) + "***" + value.substring(value.indexOf('@'));
    }
}
