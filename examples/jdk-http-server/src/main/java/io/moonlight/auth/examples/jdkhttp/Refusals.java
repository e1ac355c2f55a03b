package io.moonlight.auth.examples.jdkhttp;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.ErrorCode;

/** How a refusal looks over HTTP. */
final class Refusals {

    private Refusals() {}

    static Reply reply(AuthError error) {
        Reply reply = Reply.error(statusOf(error.code()), error.code().wire());
        return error instanceof AuthError.RateLimited limited ? reply.retryAfter(limited.retryAfter()) : reply;
    }

    /** No default: should a later version of the library know another code, this does not compile until it has a status. */
    private static int statusOf(ErrorCode code) {
        return switch (code) {
            case VALIDATION -> 400;
            case AUTHENTICATION, INVALID_TOKEN -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case RATE_LIMIT -> 429;
        };
    }
}
