package io.moonlight.auth.http;

import io.javalin.http.HandlerType;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * One call of the API: everything that serving it, and describing it, takes.
 *
 * @param method by which it is called
 * @param path complete, from the root of the application
 * @param access who may
 * @param operation what a description says beyond the rest of this
 * @param input what it takes
 * @param answer what it answers
 * @param entry lets the caller in
 * @param <T> its input
 */
record Route<T>(
        HandlerType method,
        String path,
        Access access,
        Operation operation,
        InputShape<T> input,
        Answer answer,
        Entry<T> entry) {

    /** The way in: says who may call, before anything of the input is looked at, and then does the call. */
    interface Entry<T> {
        /** @throws Unauthorized if the call is not for whoever is there */
        Function<T, Reply> open(Bearer bearer, Caller caller);
    }

    /** Does a call for somebody whom a guard has let in. */
    interface Guarded<P, T> {
        /** @throws RuntimeException whatever the use case throws */
        Reply answer(T in, Caller caller, P admitted);
    }

    static <T> Route<T> post(
            String path, Operation operation, InputShape<T> input, Answer answer, BiFunction<T, Caller, Reply> call) {
        return open(HandlerType.POST, path, operation, input, answer, call);
    }

    static Route<InputShape.Values> get(
            String path, Operation operation, Answer answer, BiFunction<InputShape.Values, Caller, Reply> call) {
        return open(HandlerType.GET, path, operation, InputShape.NONE, answer, call);
    }

    private static <T> Route<T> open(
            HandlerType method,
            String path,
            Operation operation,
            InputShape<T> input,
            Answer answer,
            BiFunction<T, Caller, Reply> call) {
        return new Route<>(
                method, path, Access.OPEN, operation, input, answer, (bearer, caller) -> in -> call.apply(in, caller));
    }

    static <P, T> Route<T> guarded(
            Guard<P> guard,
            HandlerType method,
            String path,
            Operation operation,
            InputShape<T> input,
            Answer answer,
            Guarded<P, T> call) {
        return new Route<>(method, path, guard.access(), operation, input, answer, (bearer, caller) -> {
            P admitted = guard.admit(bearer, caller.client());
            return in -> call.answer(in, caller, admitted);
        });
    }

    /** Whether it can be called here; one that a setting has switched off is only described. */
    boolean isServed() {
        return operation.condition().map(Operation.Condition::met).orElse(true);
    }

    /** By which it can be called: what answers GET answers HEAD. */
    List<HandlerType> methods() {
        return method.equals(HandlerType.GET) ? List.of(method, HandlerType.HEAD) : List.of(method);
    }
}
