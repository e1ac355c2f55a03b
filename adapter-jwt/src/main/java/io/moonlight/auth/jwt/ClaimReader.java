package io.moonlight.auth.jwt;

import com.auth0.jwt.interfaces.DecodedJWT;
import io.moonlight.auth.domain.model.SessionId;
import io.moonlight.auth.domain.model.TokenClaims;
import io.moonlight.auth.domain.model.TokenType;
import io.moonlight.auth.domain.model.UserId;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Pattern;

/** Turns what a token says into claims, taking each one in the spelling alone in which the signer writes it. */
final class ClaimReader {

    static final String TYPE = "type";
    static final String SESSION = "sid";

    private static final Pattern NUMERIC_DATE = Pattern.compile("-?[0-9]{1,17}");
    private static final Pattern POSITIVE = Pattern.compile("[1-9][0-9]{0,18}");

    private ClaimReader() {}

    /** @throws IllegalArgumentException if a claim is missing, or not spelt as it should be */
    static TokenClaims read(DecodedJWT token) {
        requireThat(isOneObject(token.getHeader()) && isOneObject(token.getPayload()));
        // RFC 7515, section 4.1.11: whoever does not know what is critical must refuse.
        requireThat(token.getHeaderClaim("crit").isMissing());
        return new TokenClaims(
                type(text(token, TYPE)),
                subject(text(token, "sub")),
                session(text(token, SESSION)),
                text(token, "jti"),
                date(token, "iat"),
                date(token, "exp"));
    }

    private static boolean isOneObject(String part) {
        return StrictJson.isOneObject(Base64.getUrlDecoder().decode(part));
    }

    private static String text(DecodedJWT token, String claim) {
        String text = token.getClaim(claim).asString();
        if (text == null) {
            throw new IllegalArgumentException("a claim is missing, or is no text");
        }
        return text;
    }

    private static TokenType type(String text) {
        for (TokenType type : TokenType.values()) {
            if (type.wire().equals(text)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no such type");
    }

    private static UserId subject(String text) {
        requireThat(POSITIVE.matcher(text).matches());
        return new UserId(Long.parseLong(text));
    }

    private static SessionId session(String text) {
        UUID id = UUID.fromString(text);
        requireThat(id.toString().equals(text));
        return new SessionId(id);
    }

    /** A whole number: java-jwt would cut a fraction, and so move the end. */
    private static Instant date(DecodedJWT token, String claim) {
        String json = token.getClaim(claim).toString();
        requireThat(NUMERIC_DATE.matcher(json).matches());
        return Instant.ofEpochSecond(Long.parseLong(json));
    }

    private static void requireThat(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not a token of this signer");
        }
    }
}
