package io.moonlight.auth.jwt;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Asks an address for a key set, once for each call: an answer of 200 and of at most 64 KiB counts, and no other. Cancelling
 * what it gives ends the request.
 */
final class JwksRequest implements Supplier<CompletableFuture<byte[]>> {

    static final int MAX_BYTES = 64 * 1024;
    private static final int OK = 200;

    private final HttpClient client;
    private final HttpRequest request;

    /** @param client one that follows no redirects */
    JwksRequest(HttpClient client, URI address, Duration timeout) {
        this.client = client;
        this.request = HttpRequest.newBuilder(address)
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(timeout)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
    }

    static HttpClient client(Duration connectTimeout) {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .build();
    }

    static boolean followsRedirects(HttpClient client) {
        return client.followRedirects() != HttpClient.Redirect.NEVER;
    }

    @Override
    public CompletableFuture<byte[]> get() {
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request, JwksRequest::body);
        CompletableFuture<byte[]> body = exchange.thenApply(HttpResponse::body);
        Fetch.atTheEnd(body, (bytes, failure) -> exchange.cancel(true));
        return body;
    }

    private static BodySubscriber<byte[]> body(HttpResponse.ResponseInfo info) {
        BoundedBody body = new BoundedBody(MAX_BYTES);
        if (info.statusCode() != OK) {
            body.fail(new IOException("the key set was answered with status " + info.statusCode()));
        }
        return body;
    }
}
