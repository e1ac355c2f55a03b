package io.moonlight.auth.application.lifecycle;

import io.moonlight.auth.application.session.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every token that was ever given out in a sequence, beside what the model knows of it. */
final class IssuedTokens {

    /** A token as the model has it, and as it was given out. */
    record Issued<T>(T model, String text) {}

    private final List<Issued<Model.Refresh>> refreshes = new ArrayList<>();
    private final List<Issued<Model.Access>> accesses = new ArrayList<>();
    private final Map<Model.Refresh, String> textOf = new HashMap<>();

    /** Takes a pair: a successor is the same for everyone who asks, and any other refresh token is new. */
    void keep(Model.Pair expected, Tokens given, Instant now) {
        Optional<String> known = Optional.ofNullable(textOf.putIfAbsent(expected.refresh(), given.refresh()));
        if (known.isEmpty()) {
            refreshes.forEach(earlier -> require(!earlier.text().equals(given.refresh()), "an old refresh token came"));
            refreshes.add(new Issued<>(expected.refresh(), given.refresh()));
        }
        known.ifPresent(successor -> require(successor.equals(given.refresh()), "the successor is another"));
        accesses.add(new Issued<>(expected.access(), given.access()));
        Duration lifetime = Duration.between(
                now.truncatedTo(ChronoUnit.SECONDS), expected.access().end());
        require(given.expiresIn().equals(lifetime), "an access token for " + given.expiresIn() + ", not " + lifetime);
    }

    private static void require(boolean so, String otherwise) {
        if (!so) {
            throw new AssertionError(otherwise);
        }
    }

    /** Any refresh token. */
    Optional<Issued<Model.Refresh>> refresh(int number) {
        return pick(refreshes, number);
    }

    /** The last refresh token of some session. */
    Optional<Issued<Model.Refresh>> latest(int number) {
        return pick(
                refreshes.stream()
                        .filter(token -> token.model().retired().isEmpty())
                        .toList(),
                number);
    }

    /** Any access token. */
    Optional<Issued<Model.Access>> access(int number) {
        return pick(accesses, number);
    }

    List<Issued<Model.Access>> accesses() {
        return List.copyOf(accesses);
    }

    List<Issued<Model.Refresh>> refreshes() {
        return List.copyOf(refreshes);
    }

    private static <T> Optional<T> pick(List<T> all, int number) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(number % all.size()));
    }
}
