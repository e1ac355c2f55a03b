package io.moonlight.auth.http;

import java.time.Duration;
import java.util.OptionalLong;

/** What a call answers when it succeeds, or at least knows what to say. */
sealed interface Reply {

    /**
     * 200 in the envelope.
     *
     * @param data a record, written as a JSON object
     */
    record Success(Object data) implements Reply {}

    /**
     * Without the envelope, for probes and the like.
     *
     * @param status the HTTP status
     * @param body written as it is
     * @param retryAfter in seconds, where waiting helps
     */
    record Plain(int status, Object body, OptionalLong retryAfter) implements Reply {
        Plain(int status, Object body) {
            this(status, body, OptionalLong.empty());
        }
    }

    /**
     * 200 with a public document, which anybody may keep for a while.
     *
     * @param json the document, written as it is
     * @param maxAge for so long
     */
    record Document(String json, Duration maxAge) implements Reply {}
}
