package io.moonlight.auth.examples.springboot;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.ErrorCode;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Refusals and faults of the login as problem details (RFC 9457), from whichever controller they come. */
@RestControllerAdvice
class AuthErrors {

    private static final Logger LOG = LoggerFactory.getLogger(AuthErrors.class);

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(AuthException refusal) {
        AuthError error = refusal.error();
        HttpStatus status = statusOf(error.code());
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setProperty("error", error.code().wire());
        problem.setProperty("reason", reasonOf(error));
        HttpHeaders headers = new HttpHeaders();
        if (status == HttpStatus.UNAUTHORIZED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (error instanceof AuthError.RateLimited limited) {
            headers.set(HttpHeaders.RETRY_AFTER, seconds(limited.retryAfter()));
        }
        return ResponseEntity.status(status).headers(headers).body(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(AuthUnavailableException fault) {
        LOG.warn("{}", fault.getMessage(), fault);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, seconds(fault.retryAfter()))
                .body(ProblemDetail.forStatus(HttpStatus.SERVICE_UNAVAILABLE));
    }

    /** No default: should a later version of the library know another code, this does not compile until it has a status. */
    private static HttpStatus statusOf(ErrorCode code) {
        return switch (code) {
            case VALIDATION -> HttpStatus.BAD_REQUEST;
            case AUTHENTICATION, INVALID_TOKEN -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case RATE_LIMIT -> HttpStatus.TOO_MANY_REQUESTS;
        };
    }

    private static String reasonOf(AuthError error) {
        if (error instanceof AuthError.InvalidValue invalid) {
            return invalid.problem().name();
        }
        if (error instanceof AuthError.CodeRefused refused) {
            return "CODE_" + refused.reason().name();
        }
        return error.getClass().getSimpleName();
    }

    private static String seconds(Duration wait) {
        return Long.toString(Math.max(1, wait.toSeconds()));
    }
}
