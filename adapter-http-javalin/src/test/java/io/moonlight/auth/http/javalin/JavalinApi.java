package io.moonlight.auth.http.javalin;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.moonlight.auth.application.Auth;
import io.moonlight.auth.http.Api;
import io.moonlight.auth.http.HttpApi;
import io.moonlight.auth.http.HttpApiBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A real server on a free port, and a client for it. */
final class JavalinApi extends Api {

    private final Javalin app;
    private final String host;
    private final HttpClient client = HttpClient.newHttpClient();

    private JavalinApi(Javalin app, String host) {
        this.app = app;
        this.host = host;
    }

    /** A server for the API alone, as the standalone program runs it. */
    static JavalinApi alone(Auth auth, UnaryOperator<HttpApiBuilder> options) {
        return listening("127.0.0.1", auth, options, plugin -> plugin);
    }

    static JavalinApi alone(Auth auth) {
        return alone(auth, options -> options);
    }

    /** The same with options of the plugin. */
    static JavalinApi with(UnaryOperator<AuthPlugin.Builder> plugin, Auth auth, UnaryOperator<HttpApiBuilder> options) {
        return listening("127.0.0.1", auth, options, plugin);
    }

    static JavalinApi with(UnaryOperator<AuthPlugin.Builder> plugin, Auth auth) {
        return with(plugin, auth, options -> options);
    }

    /** The same on any address of this machine; {@link #to} says over which one it is called. */
    static JavalinApi listening(
            String address,
            Auth auth,
            UnaryOperator<HttpApiBuilder> options,
            UnaryOperator<AuthPlugin.Builder> plugin) {
        HttpApi api = options.apply(HttpApi.builder(auth).ownsServer(true)).build();
        Javalin app = Javalin.create(config -> {
                    HttpServerDefaults.apply(config, address, 0);
                    config.registerPlugin(plugin.apply(AuthPlugin.builder(api)).build());
                })
                .start();
        return new JavalinApi(app, "127.0.0.1");
    }

    /** Any other application. */
    static JavalinApi of(Consumer<JavalinConfig> application) {
        return new JavalinApi(Javalin.create(application).start("127.0.0.1", 0), "127.0.0.1");
    }

    /** The plugin with its default options. */
    static AuthPlugin plugin(Auth auth) {
        return new AuthPlugin(HttpApi.builder(auth).build());
    }

    /** The same server, called by another name or address of it. */
    JavalinApi to(String name) {
        return new JavalinApi(app, name);
    }

    int port() {
        return app.port();
    }

    Javalin app() {
        return app;
    }

    @Override
    public Answer send(String method, String path, byte[] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + host + ":" + port() + path))
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        named(body, headers).forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        return send(request.build());
    }

    Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** At once: a client that keeps its connections would make a graceful stop wait for them. */
    @Override
    public void close() {
        app.jettyServer().server().setStopTimeout(0);
        app.stop();
    }
}
