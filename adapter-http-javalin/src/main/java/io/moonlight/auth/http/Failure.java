package io.moonlight.auth.http;

import io.moonlight.auth.domain.error.AuthError;
import io.moonlight.auth.domain.error.AuthException;
import io.moonlight.auth.http.Incoming.Place;
import io.moonlight.auth.http.RawFields.Raw;
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

    private static final Failure BAD_TOKEN = new Failure("InvalidAccessToken", true, new Unauthorized(true));

    private static final List<Failure> OF_BODIES = List.of(
            ofStatus("RequestTimeout", Statuses.REQUEST_TIMEOUT),
            ofStatus("PayloadTooLarge", TransportError.PAYLOAD_TOO_LARGE.status()),
            ofStatus("UnsupportedMediaType", TransportError.UNSUPPORTED_MEDIA_TYPE.status()));

    private static final List<Failure> OF_USE_CASES = List.of(
            ofStatus("InternalError", TransportError.INTERNAL_ERROR.status()),
            ofStatus("ServiceUnavailable", TransportError.SERVICE_UNAVAILABLE.status()));

    /** All that a call is known to fail with: what its parts say for themselves, and what its operation names. */
    static List<Failure> of(Route<?> route) {
        List<Failure> all = new ArrayList<>();
        ofInput(route.input()).ifPresent(all::add);
        if (route.access() != Access.OPEN) {
            all.add(BAD_TOKEN);
        }
        route.operation().refusals().forEach(error -> all.add(ofRefusal(error)));
        if (route.input().looksAt(Place.BODY)) {
            all.addAll(OF_BODIES);
        }
        if (route.answer().messageKey().isPresent()) {
            all.addAll(OF_USE_CASES);
        }
        return all;
    }

    /** What the fields say to a request with nothing in its body and every parameter twice. */
    private static Optional<Failure> ofInput(InputShape<?> input) {
        Map<String, Raw> path = new HashMap<>();
        Map<String, Raw> query = new HashMap<>();
        for (Field<?> field : input.fields()) {
            switch (field.place()) {
                case PATH ->
                    path.put(field.name(), Raw.text(field.schema().example().toString()));
                case QUERY -> query.put(field.name(), Raw.REPEATED);
                case BODY -> {} // nothing
            }
        }
        try {
            input.read(new Incoming(new RawFields(path), new RawFields(query), () -> RawFields.NONE, false));
            return Optional.empty();
        } catch (InvalidRequest e) {
            return Optional.of(new Failure("InvalidFields", false, e));
        }
    }

    private static Failure ofRefusal(AuthError error) {
        String name = Messages.keyOf(error).replaceFirst("error\\.", "");
        return new Failure(name, !(error instanceof AuthError.InvalidValue), new AuthException(error));
    }

    private static Failure ofStatus(String name, int status) {
        return new Failure(name, true, new RequestRefused(status));
    }
}
