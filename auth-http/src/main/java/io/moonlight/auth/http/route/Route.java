package io.moonlight.auth.http.route;

import io.moonlight.auth.http.request.Field;
import io.moonlight.auth.http.request.Fields;
import io.moonlight.auth.http.request.Input;
import io.moonlight.auth.http.response.Answer;
import java.util.List;
import java.util.function.Function;

/**
 * One call of the API.
 *
 * @param method the HTTP method
 * @param path complete, with <code>{id}</code> for a parameter
 * @param guard who may call
 * @param fields that are read after the caller was admitted, those of the path first
 * @param lines the fields of each object of a body that is one JSON object a line, which is read as it arrives; empty for any
 *     other body
 * @param call makes the answer
 * @param <P> what an admitted caller brings to the call
 */
public record Route<P>(
        String method, String path, Guard<P> guard, List<Field<?>> fields, List<Field<?>> lines, Call<P> call) {

    /** Everyone may call. */
    static final Guard<Boolean> OPEN = (bearer, client) -> true;

    /** Makes the answer of a call. */
    interface Call<P> {
        /** @throws RuntimeException whatever the use case throws */
        Answer answer(Input in, P admitted);
    }

    /** A call whose body is no stream of lines. */
    Route(String method, String path, Guard<P> guard, List<Field<?>> fields, Call<P> call) {
        this(method, path, guard, fields, List.of(), call);
    }

    /** Returns a call that everyone may make. */
    static Route<Boolean> open(String method, String path, List<Field<?>> fields, Function<Input, Answer> call) {
        return new Route<>(method, path, OPEN, fields, (in, admitted) -> call.apply(in));
    }

    /** Returns whether a refresh token is sent to this call: in the body or, in cookie mode, in the cookie. */
    public boolean takesRefreshToken() {
        return fields.contains(Fields.REFRESH_TOKEN);
    }

    /** Returns whether the body is read as it arrives. */
    public boolean takesLines() {
        return !lines.isEmpty();
    }

    /** Answers a request, or throws what {@code Errors} makes an answer of. */
    public Answer answer(Input in) {
        P admitted = guard.admit(in.bearer(), in.client());
        in.read(fields);
        return call.answer(in, admitted);
    }
}
