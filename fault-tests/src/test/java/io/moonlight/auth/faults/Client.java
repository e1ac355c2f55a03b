package io.moonlight.auth.faults;

import com.fasterxml.jackson.databind.JsonNode;
import io.moonlight.auth.bootstrap.testkit.Answer;
import io.moonlight.auth.bootstrap.testkit.Api;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Calls the servers from one address, notes what it sees, and holds each answer to the contract's form. For one thread at
 * a time.
 */
final class Client {

    private static final Set<Integer> OF_THE_CONTRACT = Set.of(200, 400, 401, 404, 409, 429, 503);
    private static final Set<Integer> TO_BE_REPEATED = Set.of(429, 503);

    private final List<Api> servers;
    private final Observations seen;
    private int turn;

    /** @param servers one backend, whichever of them is asked: they are, in turn */
    Client(List<Api> servers, Observations seen) {
        this.servers = servers;
        this.seen = seen;
    }

    Observations seen() {
        return seen;
    }

    /** Makes a call; whatever becomes of it is an outcome. */
    Outcome call(String name, Function<Api, Answer> call) {
        long begin = System.nanoTime();
        Outcome outcome = ask(call);
        seen.add(new Seen(name, begin, System.nanoTime(), outcome.status()));
        outcome.answer().ifPresent(answer -> hold(name, answer));
        return outcome;
    }

    /** Makes a call that is not noted. */
    Outcome ask(Function<Api, Answer> call) {
        try {
            return new Outcome(Optional.of(call.apply(servers.get(turn++ % servers.size()))));
        } catch (UncheckedIOException e) {
            return new Outcome(Optional.empty()); // refused, cut, or silent for half a minute
        }
    }

    private void hold(String name, Answer answer) {
        if (!OF_THE_CONTRACT.contains(answer.status())) {
            seen.broken(name + " was answered with " + answer.status() + ": " + answer.body());
            return;
        }
        JsonNode body = answer.json();
        boolean error = answer.status() != 200;
        if (body.path("code").asInt() != answer.status()
                || error == answer.error().isEmpty()) {
            seen.broken(name + " was answered outside of the envelope: " + answer.body());
        }
        if (TO_BE_REPEATED.contains(answer.status()) && body.path("retry_after").asLong() < 1) {
            seen.broken(name + " was refused for now, but does not say until when: " + answer.body());
        }
    }
}
