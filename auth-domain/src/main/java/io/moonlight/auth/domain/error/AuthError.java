package io.moonlight.auth.domain.error;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/** The reasons to reject a well-formed request, with the data that a caller can use. */
public sealed interface AuthError {

    /** Returns the code on the wire. */
    ErrorCode code();

    /** A value is invalid. */
    record InvalidValue(FieldProblem problem) implements AuthError {
        /** @param problem what is wrong with it */
        public InvalidValue {
            requireNonNull(problem, "problem");
        }

        @Override
        public ErrorCode code() {
            return ErrorCode.VALIDATION;
        }
    }

    /** A verification code was not accepted. */
    record CodeRefused(Reason reason) implements AuthError {
        /** Why a verification code was not accepted. */
        public enum Reason {
            /** There is no code of this email and purpose, or it was consumed. */
            NOT_FOUND,
            /** The code has expired. */
            EXPIRED,
            /** The code is another one. */
            WRONG,
            /** The code is invalid after too many wrong tries. */
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

    /** The email is registered already. */
    record EmailTaken() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.CONFLICT;
        }
    }

    /** The email is not registered. */
    record EmailUnknown() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.CONFLICT;
        }
    }

    /** The username is taken, in any case. */
    record UsernameTaken() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.CONFLICT;
        }
    }

    /** The user does not exist (any more). */
    record UserNotFound() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.NOT_FOUND;
        }
    }

    /** The session is not the user's, or not open (any more). */
    record SessionNotFound() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.NOT_FOUND;
        }
    }

    /** This call is disabled. */
    record NotOffered() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.NOT_FOUND;
        }
    }

    /** Unknown email or wrong password; the two are never distinguished. */
    record BadCredentials() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.AUTHENTICATION;
        }
    }

    /** The password is right, but the account is disabled. */
    record AccountDisabled() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.AUTHENTICATION;
        }
    }

    /** The user does not have the role that the call requires. */
    record RoleMissing() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.FORBIDDEN;
        }
    }

    /** The email may not register: the admission policy does not admit it, and it is not invited. */
    record NotAdmitted() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.FORBIDDEN;
        }
    }

    /** The access token is invalid: missing, malformed, forged, expired or of an ended session. */
    record InvalidAccessToken() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.INVALID_TOKEN;
        }
    }

    /** The refresh token is invalid: malformed, forged, expired, rotated or of an ended session. */
    record InvalidRefreshToken() implements AuthError {
        @Override
        public ErrorCode code() {
            return ErrorCode.INVALID_TOKEN;
        }
    }

    /** A rate limit is exceeded; the same call may succeed after {@code retryAfter}, which is positive. */
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
