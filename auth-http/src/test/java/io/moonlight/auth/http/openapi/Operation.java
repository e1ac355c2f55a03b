package io.moonlight.auth.http.openapi;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.model.mail.CodePurpose;
import io.moonlight.auth.domain.model.mail.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What a document says of a call beyond its route. */
final class Operation {

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
     * @param example a record, by language
     */
    record Other(int status, String summary, Function<Language, Object> example) {}

    /** Unique and kept: programs that are generated from the document call it by this name. */
    final String id;

    final Tag tag;
    final String summary;
    final Object example;
    final List<AuthError> refusals = new ArrayList<>();
    final List<Request> requests = new ArrayList<>();
    final List<Other> others = new ArrayList<>();
    boolean lines;
    Optional<String> messageKey = Optional.of("success");
    Optional<String> condition = Optional.empty();
    boolean userForSome;
    Optional<Object> cookieExample = Optional.empty();

    private Operation(String id, Tag tag, String summary, Object example) {
        this.id = id;
        this.tag = tag;
        this.summary = summary;
        this.example = example;
    }

    /** @param example the data of an answer, of the type that all its answers have */
    static Operation of(String id, Tag tag, String summary, Object example) {
        return new Operation(id, tag, summary, example);
    }

    /** Names the text in the envelope. */
    Operation saying(String key) {
        messageKey = Optional.of(key);
        return this;
    }

    /** Says that there is no envelope. */
    Operation plain() {
        messageKey = Optional.empty();
        return this;
    }

    /** Says that there is no envelope, and that the answer is one such object a line. */
    Operation inLines() {
        lines = true;
        return plain();
    }

    /** Says that some requests need a user. */
    Operation byUserForSome() {
        userForSome = true;
        return this;
    }

    /** Says that browsers can use it in cookie mode, and shows the data of an answer then. */
    Operation inCookieMode(Object cookieModeExample) {
        cookieExample = Optional.of(cookieModeExample);
        return this;
    }

    Operation refusing(AuthError... errors) {
        refusals.addAll(Arrays.asList(errors));
        return this;
    }

    Operation refusing(List<AuthError> errors) {
        refusals.addAll(errors);
        return this;
    }

    /** Shows one more way to use it. */
    Operation request(CodePurpose purpose) {
        requests.add(new Request(purpose.wire(), Map.of("type", purpose.wire())));
        return this;
    }

    Operation or(int status, String when, Function<Language, Object> otherExample) {
        others.add(new Other(status, when, otherExample));
        return this;
    }

    /** Says when it is not served. */
    Operation onlyIf(String text) {
        condition = Optional.of(text);
        return this;
    }
}
