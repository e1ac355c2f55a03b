package io.moonlight.auth.http;

import io.javalin.http.HandlerType;
import java.util.List;
import java.util.function.BiFunction;

/**
 * One call of the API: everything that serving it, and describing it, takes.
 *
 * @param method by which it is called
 * @param path complete, from the root of the application
 * @param body what it takes
 * @param answer what its data look like
 * @param call does it
 * @param <T> its input
 */
record Route<T>(
        HandlerType method, String path, BodyShape<T> body, Class<?> answer, BiFunction<T, Caller, Reply> call) {

    static <T> Route<T> post(String path, BodyShape<T> body, Class<?> answer, BiFunction<T, Caller, Reply> call) {
        return new Route<>(HandlerType.POST, path, body, answer, call);
    }

    static Route<BodyShape.Values> get(String path, Class<?> answer, BiFunction<BodyShape.Values, Caller, Reply> call) {
        return new Route<>(HandlerType.GET, path, BodyShape.NONE, answer, call);
    }

    /** By which it can be called: what answers GET answers HEAD. */
    List<HandlerType> methods() {
        return method.equals(HandlerType.GET) ? List.of(method, HandlerType.HEAD) : List.of(method);
    }

    boolean takesBody() {
        return !body.fields().isEmpty();
    }
}
