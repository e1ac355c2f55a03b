package io.moonlight.auth.http.response;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a request is answered. */
public sealed interface Answer {

    /** Returns the HTTP status. */
    int status();

    /** Returns the headers that only this answer has. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /**
     * 200 in the envelope.
     *
     * @param messageKey of the text for people
     * @param data a record, written as a JSON object
     * @param headers that only this answer has
     */
    record Success(String messageKey, Object data, Map<String, String> headers) implements Answer {

        /** Makes an answer without headers of its own. */
        public Success(String messageKey, Object data) {
            this(messageKey, data, Map.of());
        }

        /** Returns an answer whose text is no more than "success". */
        public static Success of(Object data) {
            return new Success("success", data);
        }

        @Override
        public int status() {
            return Statuses.OK;
        }
    }

    /**
     * An error in the envelope.
     *
     * @param status the HTTP status
     * @param error the wire code
     * @param message for people
     * @param errors the wrong fields, may be empty
     * @param retryAfter in seconds, where waiting helps
     * @param challenge the {@code WWW-Authenticate} header, where credentials are missing or bad
     */
    record Failure(
            int status,
            String error,
            String message,
            List<FieldError> errors,
            OptionalLong retryAfter,
            Optional<String> challenge)
            implements Answer {

        /**
         * A wrong field.
         *
         * @param field its name on the wire
         * @param message for people
         */
        public record FieldError(String field, String message) {}

        /** Copies the fields. */
        public Failure {
            errors = List.copyOf(errors);
        }

        Failure challenging(String how) {
            return new Failure(status, error, message, errors, retryAfter, Optional.of(how));
        }

        @Override
        public Map<String, String> headers() {
            return challenge.map(how -> Map.of("WWW-Authenticate", how)).orElseGet(() -> retryAfterHeader(retryAfter));
        }
    }

    /**
     * Without the envelope, for probes and the like.
     *
     * @param status the HTTP status
     * @param body written as it is
     * @param retryAfter in seconds, where waiting helps
     */
    record Plain(int status, Object body, OptionalLong retryAfter) implements Answer {

        /** Returns an answer with status 200. */
        public static Plain of(Object body) {
            return new Plain(Statuses.OK, body, OptionalLong.empty());
        }

        @Override
        public Map<String, String> headers() {
            return retryAfterHeader(retryAfter);
        }
    }

    /**
     * 200 with a public document that clients may cache.
     *
     * @param json written as it is
     * @param maxAge how long it may be cached
     */
    record Document(String json, Duration maxAge) implements Answer {

        @Override
        public int status() {
            return Statuses.OK;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of("Cache-Control", "public, max-age=" + maxAge.toSeconds());
        }
    }

    /**
     * 200 with JSON objects, a line each, which are made while they are written.
     *
     * @param writer writes them
     */
    record Lines(Writer writer) implements Answer {

        /** Writes the lines. */
        @FunctionalInterface
        public interface Writer {

            /** @throws IOException if the answer is incomplete */
            void writeTo(OutputStream out) throws IOException;
        }

        @Override
        public int status() {
            return Statuses.OK;
        }

        /** The second keeps nginx from collecting the answer. */
        @Override
        public Map<String, String> headers() {
            return Map.of("Content-Type", "application/x-ndjson", "X-Accel-Buffering", "no");
        }
    }

    /** 204. */
    record Empty() implements Answer {

        @Override
        public int status() {
            return Statuses.NO_CONTENT;
        }
    }

    private static Map<String, String> retryAfterHeader(OptionalLong seconds) {
        return seconds.isPresent() ? Map.of("Retry-After", Long.toString(seconds.getAsLong())) : Map.of();
    }
}
