package io.moonlight.auth.http;

import java.util.Optional;
import java.util.function.Supplier;

/** What one request brings along for its call. The body is read when it is first looked at. Not thread-safe. */
final class Incoming {

    /** Where in a request a field stands. */
    enum Place {
        /** A segment of the path. */
        PATH,
        /** After the question mark. */
        QUERY,
        /** The JSON object. */
        BODY
    }

    private final RawFields path;
    private final RawFields query;
    private final Supplier<RawFields> bodyReader;
    private final boolean bearer;
    private Optional<RawFields> body = Optional.empty();

    /** @param bearer whether it says who sends it */
    Incoming(RawFields path, RawFields query, Supplier<RawFields> bodyReader, boolean bearer) {
        this.path = path;
        this.query = query;
        this.bodyReader = bodyReader;
        this.bearer = bearer;
    }

    /** @throws RuntimeException if the body is wanted and cannot be read */
    RawFields at(Place place) {
        return switch (place) {
            case PATH -> path;
            case QUERY -> query;
            case BODY -> body();
        };
    }

    /** Whether an {@code Authorization} header came along, be it right or wrong. */
    boolean hasBearer() {
        return bearer;
    }

    private RawFields body() {
        RawFields read = body.orElseGet(bodyReader);
        body = Optional.of(read);
        return read;
    }
}
