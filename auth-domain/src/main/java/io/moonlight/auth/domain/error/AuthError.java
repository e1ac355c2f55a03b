package io.moonlight.auth.domain.error;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** Every reason for which a well-formed request is refused, with the data that a caller may act on. */
public sealed interface AuthError {

    /** The wire code of this refusal. */
    ErrorCode code();

    /** A typed value breaks its rule. */
    record InvalidValue(FieldProblem problem) implements AuthError {
        /** @param problem which rule */
        public InvalidValue {
            requireNonNull(problem, "problem");
        }

        @Override
        public ErrorCode code() {
            return ErrorCode.VALIDATION;
        }
    }

    /** A verification code was not taken. */
    record CodeRefused(Reason reason) implements AuthError {
        /** Why a verification code was not taken. */
        public enum Reason {
            /** No code of this email and purpose is there, or it was used already. */
            NOT_FOUND,
            /** There is one, but its time is over. */
            EXPIRED,
            /** There is one, and it is another. */
            WRONG,
            /** There is one, but too many wrong tries have killed it. */
            EXHAUSTED
        }

        /** @param reason why */
        public CodeRefused {
            requireNonNull(reason, "reason");
        }

        @Override
        public ErrorCode code() {
            return ErrorCode.VALIDATION;
        }
    }

    /** The email belongs to a user already. */
    record EmailTaken() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.CONFLICT;
        }
    }

    /** The email belongs to no user, and the call needs one. */
    record EmailUnknown() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.CONFLICT;
        }
    }

    /** The username belongs to a user already, whatever its case. */
    record UsernameTaken() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.CONFLICT;
        }
    }

    /** The user is not there (any more). */
    record UserNotFound() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.NOT_FOUND;
        }
    }

    /** The session is not this user's, or not open (any more). */
    record SessionNotFound() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.NOT_FOUND;
        }
    }

    /** This call is switched off here. */
    record NotOffered() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.NOT_FOUND;
        }
    }

    /** Unknown email or wrong password; which of the two is never said. */
    record BadCredentials() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.AUTHENTICATION;
        }
    }

    /** The password is right, but the account is switched off. */
    record AccountDisabled() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.AUTHENTICATION;
        }
    }

    /** The access token does not count: missing, malformed, forged, expired or of an ended session. */
    record InvalidAccessToken() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.INVALID_TOKEN;
        }
    }

    /** The refresh token does not count: malformed, forged, expired, retired or of an ended session. */
    record InvalidRefreshToken() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.INVALID_TOKEN;
        }
    }

    /** A limit is reached; the same call may succeed after {@code retryAfter}, which is positive. */
    record RateLimited(Duration retryAfter) implements AuthError {
        /** @param retryAfter how long to wait, positive */
        public RateLimited {
            if (retryAfter.isNegative() || retryAfter.isZero()) {
                throw new IllegalArgumentException("retryAfter must be positive");
            }
        }

        @Override
        public ErrorCode code() {
            return ErrorCode.RATE_LIMIT;
        }
    }
}
