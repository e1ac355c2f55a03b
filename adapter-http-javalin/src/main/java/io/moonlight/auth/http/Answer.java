package io.moonlight.auth.http;

import java.util.Optional;

/**
 * What a call answers when it succeeds.
 *
 * @param messageKey which text goes into the envelope; empty if there is no envelope
 * @param example how the data, or without the envelope the whole answer, may look; of the type that all its answers have
 */
record Answer(Optional<String> messageKey, Object example) {

    /** In the envelope, with nothing to say but success. */
    static Answer success(Object example) {
        return success("success", example);
    }

    /** In the envelope. */
    static Answer success(String messageKey, Object example) {
        return new Answer(Optional.of(messageKey), example);
    }

    /** Without the envelope. */
    static Answer plain(Object example) {
        return new Answer(Optional.empty(), example);
    }
}
