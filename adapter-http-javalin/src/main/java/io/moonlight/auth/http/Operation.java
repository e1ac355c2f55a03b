package io.moonlight.auth.http;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.Language;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What describing a call takes and serving it does not.
 *
 * @param id unique, and kept: programs that are generated from the document call it by this name
 * @param tag its section of the contract
 * @param summary what it does, in a sentence
 * @param refusals of its use case; what all calls like it answer goes without saying
 * @param requests more requests than the one that its fields' examples make
 * @param others what else it answers, outside of the envelope
 * @param condition what a setting has to say for the call to be served; empty where it always is
 */
record Operation(
        String id,
        Tag tag,
        String summary,
        List<AuthError> refusals,
        List<Request> requests,
        List<Other> others,
        Optional<Condition> condition) {

    /**
     * What a call depends on.
     *
     * @param met whether it is served here
     * @param text when it is not, whatever is so here
     */
    record Condition(boolean met, String text) {}

    /**
     * A request that shows a way to use the call.
     *
     * @param name of this way
     * @param differing the values that differ from their field's example, by field
     */
    record Request(String name, Map<String, Object> differing) {}

    /**
     * An answer that is neither its success nor an error in the envelope.
     *
     * @param status the HTTP status
     * @param summary when it is given
     * @param example how it may look, a record; by language
     */
    record Other(int status, String summary, Function<Language, Object> example) {}

    Operation {
        refusals = List.copyOf(refusals);
        requests = List.copyOf(requests);
        others = List.copyOf(others);
    }

    static Operation of(String id, Tag tag, String summary) {
        return new Operation(id, tag, summary, List.of(), List.of(), List.of(), Optional.empty());
    }

    Operation refusing(AuthError... errors) {
        return new Operation(id, tag, summary, joined(refusals, List.of(errors)), requests, others, condition);
    }

    Operation refusing(List<AuthError> errors) {
        return new Operation(id, tag, summary, joined(refusals, errors), requests, others, condition);
    }

    /** Shows one more way to use it. */
    Operation request(String name, String field, Object value) {
        Request request = new Request(name, Map.of(field, value));
        return new Operation(id, tag, summary, refusals, joined(requests, List.of(request)), others, condition);
    }

    Operation or(int status, String when, Function<Language, Object> example) {
        Other other = new Other(status, when, example);
        return new Operation(id, tag, summary, refusals, requests, joined(others, List.of(other)), condition);
    }

    /** Has it served only if {@code met}; it is described in any case. */
    Operation onlyIf(boolean met, String text) {
        return new Operation(id, tag, summary, refusals, requests, others, Optional.of(new Condition(met, text)));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
