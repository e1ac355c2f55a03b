package io.moonlight.auth.http;

import io.moonlight.auth.application.SignedIn;
import io.moonlight.auth.application.Tokens;
import io.moonlight.auth.domain.model.User;
import java.util.Map;

/** What calls answer; names become snake_case on the wire. */
final class Responses {

    private Responses() {}

    /** Nothing to say: {@code {}}. */
    record Empty() {}

    /** Of check-email. */
    record Exists(boolean exists) {}

    /** Of send-code; times in seconds. */
    record CodeSent(String email, long expiresIn, long resendAfter) {}

    /** Of verify-code. */
    record Valid(boolean valid) {}

    /** {@code User} of the contract; {@code createdAt} in ISO 8601, UTC. */
    record UserData(long id, String email, String username, boolean isActive, boolean isVerified, String createdAt) {
        static UserData of(User user) {
            return new UserData(
                    user.id().value(),
                    user.email().value(),
                    user.username().value(),
                    user.active(),
                    user.verified(),
                    user.createdAt().toString());
        }
    }

    /** {@code Tokens} of the contract; {@code expiresIn} in seconds. */
    record TokenData(String accessToken, String refreshToken, String tokenType, long expiresIn) {
        static TokenData of(Tokens tokens) {
            return new TokenData(
                    tokens.access(),
                    tokens.refresh(),
                    "bearer",
                    tokens.expiresIn().toSeconds());
        }
    }

    /** Of register and login. */
    record SignedInData(UserData user, TokenData tokens) {
        static SignedInData of(SignedIn result) {
            return new SignedInData(UserData.of(result.user()), TokenData.of(result.tokens()));
        }
    }

    /** Of {@code GET /health}. */
    record Health(String status) {}

    /** Of {@code GET /health/ready}. */
    record Ready(String status, Map<String, String> checks) {}
}
