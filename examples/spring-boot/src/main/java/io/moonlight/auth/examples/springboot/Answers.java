package io.moonlight.auth.examples.springboot;

import java.time.Instant;

/** The JSON of users and tokens that the application returns. */
final class Answers {

    record User(long id, String email, String username, Instant createdAt) {}

    record Tokens(String accessToken, String refreshToken, String tokenType, long expiresIn) {}

    record SignedIn(User user, Tokens tokens) {}

    private Answers() {}

    static User of(io.moonlight.auth.domain.model.user.User user) {
        return new User(user.id().value(), user.email().value(), user.username().value(), user.createdAt());
    }

    static Tokens of(io.moonlight.auth.application.session.Tokens tokens) {
        return new Tokens(
                tokens.access(), tokens.refresh(), "bearer", tokens.expiresIn().toSeconds());
    }

    static SignedIn of(io.moonlight.auth.application.session.SignedIn signedIn) {
        return new SignedIn(of(signedIn.user()), of(signedIn.tokens()));
    }
}
