package io.moonlight.auth.http.openapi;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.mail.Language;
import io.moonlight.auth.http.request.Bearer;
import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.request.Field.Place;
import io.moonlight.auth.http.request.Input;
import io.moonlight.auth.http.request.Raw;
import io.moonlight.auth.http.request.Refusal;
import io.moonlight.auth.http.response.Errors;
import io.moonlight.auth.http.response.Messages;
import io.moonlight.auth.http.response.Statuses;
import io.moonlight.auth.http.route.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A way in which a call can fail, as documents show it.
 *
 * @param name unique
 * @param common whether it looks the same whatever the call is
 * @param cause what the call throws; {@link Errors} tells what becomes of it
 */
record Failure(String name, boolean common, RuntimeException cause) {

    private static final int REQUEST_TIMEOUT = 408;

    private static final Failure BAD_TOKEN = new Failure("InvalidAccessToken", true, new Refusal.Unauthorized(true));

    private static final Failure FOREIGN_ORIGIN = ofStatus("Forbidden", 403);

    private static final Failure OF_TYPES = ofStatus("UnsupportedMediaType", Statuses.UNSUPPORTED_MEDIA_TYPE);

    private static final List<Failure> OF_BODIES = List.of(
            ofStatus("RequestTimeout", REQUEST_TIMEOUT),
            ofStatus("PayloadTooLarge", Statuses.PAYLOAD_TOO_LARGE),
            OF_TYPES);

    private static final List<Failure> OF_USE_CASES = List.of(
            ofStatus("InternalError", Statuses.INTERNAL_ERROR), ofStatus("ServiceUnavailable", Statuses.UNAVAILABLE));

    /** All that a call is known to fail with: what its parts say for themselves, and what its operation names. */
    static List<Failure> of(Route<?> route) {
        List<Failure> all = new ArrayList<>();
        ofInput(route.fields()).ifPresent(all::add);
        Operation operation = Operations.find(route);
        if (Access.of(route) != Access.OPEN) {
            all.add(BAD_TOKEN);
        }
        operation.refusals.forEach(error -> all.add(ofRefusal(error)));
        operation.cookieExample.ifPresent(any -> all.add(FOREIGN_ORIGIN));
        if (route.fields().stream().anyMatch(field -> field.place() == Place.BODY)) {
            all.addAll(OF_BODIES);
        }
        if (route.takesLines()) {
            all.add(OF_TYPES);
        }
        if (operation.messageKey.isPresent() || operation.lines) {
            all.addAll(OF_USE_CASES);
        }
        return all;
    }

    /** What the fields say to a request with nothing in its body and every parameter twice. */
    private static Optional<Failure> ofInput(List<Field<?>> fields) {
        Map<String, Raw> path = new HashMap<>();
        Map<String, Raw> query = new HashMap<>();
        for (Field<?> field : fields) {
            switch (field.place()) {
                case PATH ->
                    path.put(
                            field.name(),
                            Raw.text(FieldSchemas.of(field).example().toString()));
                case QUERY -> query.put(field.name(), Raw.REPEATED);
                case BODY -> {} // nothing
            }
        }
        try {
            new Input(
                            Bearer.of(List.of()),
                            ClientInfo.LOCAL,
                            Language.CHINESE,
                            Optional.empty(),
                            place -> switch (place) {
                                case PATH -> path;
                                case QUERY -> query;
                                case BODY -> Map.of();
                            })
                    .read(fields);
            return Optional.empty();
        } catch (Refusal e) {
            return Optional.of(new Failure("InvalidFields", false, e));
        }
    }

    private static Failure ofRefusal(AuthError error) {
        String name = Messages.keyOf(error).replaceFirst("error\\.", "");
        return new Failure(name, !(error instanceof AuthError.InvalidValue), new AuthException(error));
    }

    private static Failure ofStatus(String name, int status) {
        return new Failure(name, true, new Refusal.WithStatus(status));
    }
}
