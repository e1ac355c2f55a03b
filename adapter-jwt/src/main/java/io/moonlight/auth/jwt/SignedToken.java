package io.moonlight.auth.jwt;

import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** A token as java-jwt's algorithms verify it: they look at the three parts and the key id alone. */
record SignedToken(CompactForm form, String keyId) implements DecodedJWT {

    @Override
    public String getHeader() {
        return form.header();
    }

    @Override
    public String getPayload() {
        return form.payload();
    }

    @Override
    public String getSignature() {
        return form.signature();
    }

    @Override
    public String getKeyId() {
        return keyId;
    }

    @Override
    public String getToken() {
        throw unread();
    }

    @Override
    public String getAlgorithm() {
        throw unread();
    }

    @Override
    public String getType() {
        throw unread();
    }

    @Override
    public String getContentType() {
        throw unread();
    }

    @Override
    public Claim getHeaderClaim(String name) {
        throw unread();
    }

    @Override
    public String getIssuer() {
        throw unread();
    }

    @Override
    public String getSubject() {
        throw unread();
    }

    @Override
    public List<String> getAudience() {
        throw unread();
    }

    @Override
    public Date getExpiresAt() {
        throw unread();
    }

    @Override
    public Date getNotBefore() {
        throw unread();
    }

    @Override
    public Date getIssuedAt() {
        throw unread();
    }

    @Override
    public String getId() {
        throw unread();
    }

    @Override
    public Claim getClaim(String name) {
        throw unread();
    }

    @Override
    public Map<String, Claim> getClaims() {
        throw unread();
    }

    private static UnsupportedOperationException unread() {
        return new UnsupportedOperationException("claims are read by TokenReader");
    }
}
