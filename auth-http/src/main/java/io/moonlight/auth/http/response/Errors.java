package io.moonlight.auth.http.response;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.error.AuthUnavailableException;
import io.moonlight.auth.domain.error.ErrorCode;
import io.moonlight.auth.domain.error.FieldProblem;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.request.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Turns every failure into an answer. Logs faults, once; rejected requests are not logged. */
public final class Errors {

    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);
    private static final String CODE_FIELD = "code";

    private final Messages messages;

    /** @param messages the texts */
    public Errors(Messages messages) {
        this.messages = messages;
    }

    /** Returns the answer to a request whose call, with these fields, has failed. */
    public Answer.Failure of(Throwable failure, List<Field<?>> fields, Language language) {
        if (failure instanceof AuthException rejection) {
            return rejected(rejection.error(), fields, language);
        }
        if (failure instanceof Refusal refusal) {
            return refused(refusal, language);
        }
        if (failure instanceof AuthUnavailableException fault) {
            log(fault);
            return waiting(Statuses.UNAVAILABLE, "code.SERVICE_UNAVAILABLE", fault.retryAfter(), language);
        }
        LOG.error("a call failed in an unexpected way", failure);
        return ofStatus(Statuses.INTERNAL_ERROR, language);
    }

    /** Returns the answer to what was rejected with this error. */
    public Answer.Failure of(AuthError error, List<Field<?>> fields, Language language) {
        return rejected(error, fields, language);
    }

    /** Logs the fault's message, but not its cause: a driver may quote data. Overload is not worth a line per call. */
    private static void log(AuthUnavailableException fault) {
        LOG.atLevel(fault.getCause() == null ? Level.DEBUG : Level.WARN)
                .addKeyValue("part", fault.part())
                .log("a call was not served: {}", fault.getMessage());
    }

    /** Returns the answer with a status that the server itself decided on. */
    public Answer.Failure ofStatus(int status, Language language) {
        String wire = Statuses.wireOf(status);
        if (status == Statuses.UNAVAILABLE) {
            return waiting(status, "code." + wire, Duration.ofSeconds(1), language);
        }
        String message =
                messages.find("status." + status, language).orElseGet(() -> messages.text("code." + wire, language));
        return error(status, wire, message, List.of());
    }

    private Answer.Failure refused(Refusal refusal, Language language) {
        if (refusal instanceof Refusal.InvalidFields invalid) {
            return invalid(invalid.fields(), language);
        }
        if (refusal instanceof Refusal.WithStatus refused) {
            return ofStatus(refused.status(), language);
        }
        Answer.Failure error = rejected(new AuthError.InvalidAccessToken(), List.of(), language);
        boolean tokenSent = refusal instanceof Refusal.Unauthorized unauthorized && unauthorized.tokenSent();
        return tokenSent ? error.challenging("Bearer error=\"invalid_token\"") : error; // RFC 6750, section 3
    }

    private Answer.Failure rejected(AuthError error, List<Field<?>> fields, Language language) {
        if (error instanceof AuthError.InvalidValue invalid) {
            return invalid(List.of(wrongField(invalid.problem(), fields)), language);
        }
        int status = Statuses.of(error.code());
        if (error instanceof AuthError.RateLimited limited) {
            return waiting(status, Messages.keyOf(error), limited.retryAfter(), language);
        }
        String message = messages.text(Messages.keyOf(error), language);
        List<Answer.Failure.FieldError> wrong = error instanceof AuthError.CodeRefused
                ? List.of(new Answer.Failure.FieldError(CODE_FIELD, message))
                : List.of();
        return error(status, error.code().wire(), message, wrong);
    }

    private Answer.Failure invalid(List<Refusal.WrongField> fields, Language language) {
        List<Answer.Failure.FieldError> wrong = fields.stream()
                .map(field -> new Answer.Failure.FieldError(field.field(), messages.text(field.messageKey(), language)))
                .toList();
        String wire = ErrorCode.VALIDATION.wire();
        return error(Statuses.BAD_REQUEST, wire, messages.text("code." + wire, language), wrong);
    }

    private Answer.Failure waiting(int status, String messageKey, Duration wait, Language language) {
        long seconds = Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
        return new Answer.Failure(
                status,
                Statuses.wireOf(status),
                messages.text(messageKey, language),
                List.of(),
                OptionalLong.of(seconds),
                Optional.empty());
    }

    private static Answer.Failure error(
            int status, String wire, String message, List<Answer.Failure.FieldError> wrong) {
        Optional<String> challenge = status == Statuses.UNAUTHORIZED ? Optional.of("Bearer") : Optional.empty();
        return new Answer.Failure(status, wire, message, wrong, OptionalLong.empty(), challenge);
    }

    /** A rule about several fields is reported for the first one that can have this problem. */
    private static Refusal.WrongField wrongField(FieldProblem problem, List<Field<?>> fields) {
        String field = fields.stream()
                .filter(candidate -> candidate.problems().contains(problem))
                .map(Field::name)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no field can have the problem " + problem));
        return new Refusal.WrongField(field, Field.keyOf(problem));
    }
}
