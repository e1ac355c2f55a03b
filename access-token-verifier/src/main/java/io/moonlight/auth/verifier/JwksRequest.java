package io.moonlight.auth.verifier;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches a key set: only status 200 and at most 64 KiB, all of it within the timeout. */
final class JwksRequest implements Callable<byte[]> {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int OK = 200;

    private final HttpClient client;
    private final HttpRequest request;
    private final Duration timeout;

    /** @param client must not follow redirects */
    JwksRequest(HttpClient client, URI address, Duration timeout) {
        this.client = client;
        this.request = HttpRequest.newBuilder(address)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Accept", "application/jwk-set+json, application/json")
                .build();
        this.timeout = timeout;
    }

    @Override
    public byte[] call() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(
                request,
                info -> BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> append(bytes, body))));
        try {
            int status = exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS).statusCode();
            if (status != OK) {
                throw new IOException("the key set was answered with status " + status);
            }
            return body.toByteArray();
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the key set has not arrived in time");
        } finally {
            exchange.cancel(true);
        }
    }

    private static void append(byte[] bytes, ByteArrayOutputStream body) {
        if (body.size() + bytes.length > MAX_BYTES) {
            throw new UncheckedIOException(new IOException("the key set has more than " + MAX_BYTES + " bytes"));
        }
        body.writeBytes(bytes);
    }
}
