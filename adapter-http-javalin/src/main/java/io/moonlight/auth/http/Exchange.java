package io.moonlight.auth.http;

import io.javalin.http.Context;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.Language;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.MDC;

/**
 * What all answers have in common: the request's name in header and log, the headers that every answer has, and that
 * whatever happens inside becomes an answer in the envelope. An answer is complete: the application's error mappers and
 * after-handlers do not touch it, its request loggers see it. Safe for any number of threads.
 */
final class Exchange {

    private final RequestIds requestIds;
    private final ClientAddresses addresses;
    private final Languages languages;
    private final Cors cors;
    private final Errors errors;
    private final Responder responder;
    private final BooleanSupplier leaving;

    Exchange(
            RequestIds requestIds,
            ClientAddresses addresses,
            Languages languages,
            Cors cors,
            Errors errors,
            Responder responder,
            BooleanSupplier leaving) {
        this.requestIds = requestIds;
        this.addresses = addresses;
        this.languages = languages;
        this.cors = cors;
        this.errors = errors;
        this.responder = responder;
        this.leaving = leaving;
    }

    /**
     * Answers a request.
     *
     * @param route that is called
     * @param work finds the answer, or throws what becomes one
     */
    void answer(Context ctx, Route<?> route, Function<Caller, Reply> work) {
        named(ctx, id -> {
            Caller caller = caller(ctx.req(), id);
            try {
                responder.reply(ctx.res(), work.apply(caller), route.answer().messageKey(), caller);
            } catch (Throwable e) { // whatever it is, the client gets the envelope
                fail(ctx, e, route.input().fields(), caller.language());
            }
        });
    }

    /** Answers a request that no call takes, or that failed outside of the calls. */
    void refuse(Context ctx, Exception why) {
        named(ctx, id -> fail(ctx, why, Fields.OF_PEOPLE, languageOf(ctx.req())));
    }

    /** Answers a request only if the guard does not let it in; otherwise does {@code next}, and no more. */
    <P> void guard(Context ctx, Guard<P> guard, Consumer<P> next) {
        P admitted;
        String id = idOf(ctx.req());
        try {
            admitted = guard.admit(bearer(ctx.req()), caller(ctx.req(), id).client());
        } catch (RuntimeException e) {
            named(ctx, id, name -> fail(ctx, e, List.of(), languageOf(ctx.req())));
            return;
        }
        next.accept(admitted);
    }

    static Bearer bearer(HttpServletRequest request) {
        return Bearer.of(Collections.list(request.getHeaders(Bearer.HEADER)));
    }

    /** Answers OPTIONS, which may be a browser that asks whether it may call. */
    void options(Context ctx, String allowed) {
        named(ctx, id -> {
            HttpServletResponse response = ctx.res();
            if (!header(ctx.req(), "Access-Control-Request-Method").isEmpty()) {
                cors.onPreflight(header(ctx.req(), "Origin"), allowed, response::setHeader);
            }
            response.setHeader("Allow", allowed);
            responder.empty(response);
        });
    }

    /** Runs {@code work} under the request's name, its own or the one that the server has given it already. */
    private void named(Context ctx, Consumer<String> work) {
        named(ctx, idOf(ctx.req()), work);
    }

    private void named(Context ctx, String id, Consumer<String> work) {
        begin(ctx, id);
        if (hasName(ctx.req())) {
            work.accept(id);
        } else {
            MDC.put(RequestIds.MDC_KEY, id);
            try {
                work.accept(id);
            } finally {
                MDC.remove(RequestIds.MDC_KEY);
            }
        }
        ctx.skipRemainingHandlers();
    }

    private String idOf(HttpServletRequest request) {
        return request.getAttribute(RequestIds.ATTRIBUTE) instanceof String given
                ? given
                : requestIds.choose(header(request, RequestIds.HEADER));
    }

    private static boolean hasName(HttpServletRequest request) {
        return request.getAttribute(RequestIds.ATTRIBUTE) instanceof String;
    }

    private void begin(Context ctx, String id) {
        HttpServletResponse response = ctx.res();
        response.setHeader(RequestIds.HEADER, id);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        cors.onResponse(header(ctx.req(), "Origin"), response::setHeader);
        if (leaving.getAsBoolean()) {
            response.setHeader("Connection", "close");
        }
    }

    private void fail(Context ctx, Throwable why, List<Field<?>> fields, Language language) {
        ErrorResponse error = errors.of(why, fields, language);
        HttpServletResponse response = ctx.res();
        if (response.isCommitted()) {
            return;
        }
        if (BodyReceiver.isRejected(ctx.req())) {
            response.setHeader("Connection", "close");
        }
        responder.error(response, error);
    }

    private Caller caller(HttpServletRequest request, String id) {
        List<String> forwarded =
                addresses.readsHeaders() ? Collections.list(request.getHeaders(ClientAddresses.HEADER)) : List.of();
        String peer = Optional.ofNullable(request.getRemoteAddr()).orElse("");
        ClientInfo client =
                new ClientInfo(Optional.of(addresses.of(peer, forwarded)), header(request, "User-Agent"), id);
        return new Caller(client, languageOf(request));
    }

    private Language languageOf(HttpServletRequest request) {
        return languages.of(header(request, "Accept-Language"));
    }

    private static String header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("");
    }
}
