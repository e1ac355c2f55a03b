package io.moonlight.auth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** With an API in this process. */
final class PipedConversation implements Conversation {

    private static final int BUFFER = 64 * 1024;
    private static final int END = -1;

    private final ExecutorService server = Executors.newSingleThreadExecutor();
    private final PipedOutputStream body = new PipedOutputStream();
    private final CompletableFuture<ApiResponse> response = new CompletableFuture<>();
    private final BlockingQueue<Integer> answer = new LinkedBlockingQueue<>();

    PipedConversation(HttpApi api, String path, Map<String, List<String>> headers) {
        try {
            PipedInputStream arriving = new PipedInputStream(body, BUFFER);
            server.execute(() -> {
                try {
                    ApiResponse made = api.handle(new ApiRequest(
                            "POST",
                            path,
                            "",
                            name -> headers.getOrDefault(name, List.of()),
                            ApiRequest.Body.of(arriving),
                            "127.0.0.1"));
                    response.complete(made);
                    made.stream().orElse(out -> {}).writeTo(sent());
                } catch (IOException e) {
                    response.completeExceptionally(e);
                }
                answer.add(END);
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private OutputStream sent() {
        return new OutputStream() {
            @Override
            public void write(int next) {
                answer.add(next & 0xff);
            }
        };
    }

    @Override
    public void send(String text) throws IOException {
        body.write(text.getBytes(UTF_8));
        body.flush();
    }

    @Override
    public void end() throws IOException {
        body.close();
    }

    @Override
    public int status() {
        return response.join().status();
    }

    @Override
    public String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int next = answer.take(); next != END && next != '\n'; next = answer.take()) {
                line.write(next);
            }
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
        return line.toString(UTF_8);
    }

    @Override
    public void close() {
        server.shutdownNow();
    }
}
