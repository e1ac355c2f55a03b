package io.moonlight.auth.bcrypt;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a bcrypt hash. The prefixes {@code $2a$}, {@code $2b$} and {@code $2y$} all name the same function for
 * keys of at most 72 bytes; {@code $2x$} names one with a bug (CVE-2011-2483) and is not read.
 *
 * @param salt cost and salt
 * @param digest 23 bytes, as 31 characters
 */
record BcryptHash(BcryptSalt salt, String digest) {

    /** The highest cost that is read: a stored 31 would keep a lane busy for days. */
    static final int MAX_READ_COST = 16;

    private static final Pattern SHAPE =
            Pattern.compile("\\$2[aby]\\$([0-9]{2})\\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})");

    /** Reads a hash; empty if it is none, or its cost is below {@link BcryptSalt#MIN_COST} or above {@link #MAX_READ_COST}. */
    static Optional<BcryptHash> parse(String text) {
        Matcher parts = SHAPE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int cost = Integer.parseInt(parts.group(1));
        if (cost < BcryptSalt.MIN_COST || cost > MAX_READ_COST) {
            return Optional.empty();
        }
        return Optional.of(new BcryptHash(new BcryptSalt(cost, parts.group(2)), parts.group(3)));
    }

    /** Returns whether the digests are equal, in a time that does not depend on where they differ. */
    boolean hasDigest(String other) {
        return MessageDigest.isEqual(digest.getBytes(US_ASCII), other.getBytes(US_ASCII));
    }

    /** Returns the hash as it is stored. */
    String text() {
        return salt.text() + digest;
    }

    @Override
    public String toString() {
        return "BcryptHash[***]";
    }
}
