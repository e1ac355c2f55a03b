package io.moonlight.auth.examples.resourceserver;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import io.moonlight.auth.testkit.Samples;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/** The server that makes the tokens, as far as others can tell: tokens, and its public keys at an address. */
final class LoginServer implements AutoCloseable {

    private final InstantSource clock;
    private final HttpServer http;
    private volatile JwtKeys keys;
    private volatile boolean down;

    private LoginServer(JwtKeys keys, InstantSource clock, HttpServer http) {
        this.keys = keys;
        this.clock = clock;
        this.http = http;
    }

    static LoginServer start(JwtKey key, InstantSource clock) throws IOException {
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LoginServer server = new LoginServer(JwtKeys.of(key), clock, http);
        http.createContext("/.well-known/jwks.json", server::publish);
        http.start();
        return server;
    }

    /** A new private key for ES256. */
    static JwtKey newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            return JwtKey.es256("-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder().encodeToString(key)
                    + "\n-----END PRIVATE KEY-----\n");
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    URI jwks() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/.well-known/jwks.json");
    }

    /** Signs by the first from now on, and publishes all. */
    void use(JwtKey signing, JwtKey... others) {
        keys = JwtKeys.of(signing, others);
    }

    /** Stops answering requests for keys. */
    void goDown() {
        down = true;
    }

    String token(TokenType type, JwtOptions options, UserId user, Duration lifetime) {
        Instant now = clock.instant();
        SessionId session = SessionId.random(Samples.random());
        return new JwtTokenSigner(keys, options, clock)
                .sign(new TokenClaims(type, user, session, "id", now, now.plus(lifetime)));
    }

    private void publish(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = keys.jwks().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(down ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
