package io.moonlight.auth.http;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.ErrorCode;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.Language;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** YieldBeforeRequest whatever is thrown into what the client is told. Logs faults, once; refusals are everyday answers. */
final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final String CODE_FIELD = "code";

    private final Messages messages;

    Errors(Messages messages) {
        this.messages = messages;
    }

    /** @param fields of the call that failed */
    ErrorResponse of(Throwable failure, List<Field<?>> fields, Language language) {
        if (failure instanceof AuthException refusal) {
            return refused(refusal.error(), fields, language);
        }
        if (failure instanceof Unauthorized stranger) {
            return refused(new AuthError.InvalidAccessToken(), fields, language).challenging(stranger.challenge());
        }
        if (failure instanceof InvalidRequest invalid) {
            return invalid(invalid.violations(), language);
        }
        if (failure instanceof RequestRefused refused) {
            return ofStatus(refused.status(), language);
        }
        if (failure instanceof AuthUnavailableException fault) {
            log(fault);
            return waiting(Statuses.UNAVAILABLE, "code.SERVICE_UNAVAILABLE", fault.retryAfter(), language);
        }
        LOG.error("a call failed in an unexpected way", failure);
        return ofStatus(TransportError.INTERNAL_ERROR.status(), language);
    }

    /** Says what the fault says, and nothing of its cause: a driver may quote data. Overload is not worth a line per call. */
    private static void log(AuthUnavailableException fault) {
        LOG.atLevel(fault.getCause() == null ? Level.DEBUG : Level.WARN)
                .addKeyValue("part", fault.part())
                .log("a call was not served: {}", fault.getMessage());
    }

    /** For statuses that the server decides on, those without a use case included. */
    ErrorResponse ofStatus(int status, Language language) {
        String wire = Statuses.wireOf(status);
        if (status == Statuses.UNAVAILABLE) {
            return waiting(status, "code." + wire, Duration.ofSeconds(1), language);
        }
        String message =
                messages.find("status." + status, language).orElseGet(() -> messages.text("code." + wire, language));
        return new ErrorResponse(status, wire, message);
    }

    private ErrorResponse refused(AuthError error, List<Field<?>> fields, Language language) {
        if (error instanceof AuthError.InvalidValue invalid) {
            return invalid(List.of(violation(invalid.problem(), fields)), language);
        }
        if (error instanceof AuthError.RateLimited limited) {
            return waiting(Statuses.of(error.code()), Messages.keyOf(error), limited.retryAfter(), language);
        }
        String message = messages.text(Messages.keyOf(error), language);
        List<ErrorResponse.FieldError> wrong = error instanceof AuthError.CodeRefused
                ? List.of(new ErrorResponse.FieldError(CODE_FIELD, message))
                : List.of();
        return new ErrorResponse(Statuses.of(error.code()), error.code().wire(), message, wrong, OptionalLong.empty());
    }

    private ErrorResponse invalid(List<Violation> violations, Language language) {
        List<ErrorResponse.FieldError> wrong = violations.stream()
                .map(v -> new ErrorResponse.FieldError(v.field(), messages.text(v.messageKey(), language)))
                .toList();
        String wire = ErrorCode.VALIDATION.wire();
        return new ErrorResponse(
                Statuses.BAD_REQUEST, wire, messages.text("code." + wire, language), wrong, OptionalLong.empty());
    }

    private ErrorResponse waiting(int status, String messageKey, Duration wait, Language language) {
        long seconds = Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
        return new ErrorResponse(
                status,
                Statuses.wireOf(status),
                messages.text(messageKey, language),
                List.of(),
                OptionalLong.of(seconds));
    }

    /** A rule that concerns several fields together is told of the one that can have this problem. */
    private static Violation violation(FieldProblem problem, List<Field<?>> fields) {
        String field = fields.stream()
                .filter(candidate -> candidate.problems().contains(problem))
                .map(Field::name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no field can have the problem " + problem));
        return new Violation(field, Messages.keyOf(problem));
    }
}
