package io.moonlight.auth.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.bcrypt.BcryptPasswordHasher;
import io.moonlight.auth.bcrypt.HashingEngine;
import io.moonlight.auth.domain.model.ClientInfo;
import io.moonlight.auth.domain.model.session.SessionId;
import io.moonlight.auth.domain.model.session.TokenClaims;
import io.moonlight.auth.domain.model.session.TokenType;
import io.moonlight.auth.domain.model.user.EmailAddress;
import io.moonlight.auth.domain.model.user.PasswordAttempt;
import io.moonlight.auth.domain.model.user.PasswordHash;
import io.moonlight.auth.domain.model.user.RawPassword;
import io.moonlight.auth.domain.model.user.UserId;
import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.JwtKeys;
import io.moonlight.auth.jwt.JwtOptions;
import io.moonlight.auth.jwt.JwtTokenSigner;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Parts by themselves, by JMH: time and allocation of one operation in one thread. One object for each thread of JMH. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class Parts {

    private static final PasswordAttempt ATTEMPT = new PasswordAttempt(Seed.PASSWORD);

    private final JwtTokenSigner byHs256 = signer(JwtKey.hs256("k8Qm2vX9pL4tR7wZ1nB6cJ3hF5dG0sAe".getBytes(UTF_8)));
    private final JwtTokenSigner byEs256 = signer(JwtKey.es256(pem()));
    private final TokenClaims claims = claims();
    private final String hs256Token = byHs256.sign(claims);
    private final String es256Token = byEs256.sign(claims);
    private final BcryptPasswordHasher own = hasher(HashingEngine.INTERLEAVED);
    private final BcryptPasswordHasher jbcrypt = hasher(HashingEngine.JBCRYPT);
    private final PasswordHash hash = own.hash(new RawPassword(Seed.PASSWORD), ClientInfo.LOCAL);

    static void run() {
        try {
            new Runner(new OptionsBuilder()
                            .include(Parts.class.getName())
                            .addProfiler(GCProfiler.class)
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JwtTokenSigner signer(JwtKey key) {
        return new JwtTokenSigner(JwtKeys.of(key), new JwtOptions("moonlight", "moonlight"), InstantSource.system());
    }

    private static BcryptPasswordHasher hasher(HashingEngine engine) {
        return BcryptPasswordHasher.builder().cost(4).lanes(1).engine(engine).build();
    }

    private static String pem() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            byte[] der = generator.generateKeyPair().getPrivate().getEncoded();
            return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(der)
                    + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TokenClaims claims() {
        Instant now = Instant.now();
        SessionId session = new SessionId(UUID.fromString("6f1c52e0-6f0c-4a5e-9d0f-6f2b7c1d9a11"));
        return new TokenClaims(TokenType.ACCESS, new UserId(7), session, "a-token", now, now.plusSeconds(86_400));
    }

    /** Fails at once if what is measured does not do its work. */
    @Setup
    public void check() {
        if (verifyHs256().isEmpty() || verifyEs256().isEmpty() || !verifyOwn() || !verifyJbcrypt()) {
            throw new IllegalStateException("a part does not work");
        }
    }

    @TearDown
    public void close() {
        own.close();
        jbcrypt.close();
    }

    @Benchmark
    public String signHs256() {
        return byHs256.sign(claims);
    }

    @Benchmark
    public Optional<TokenClaims> verifyHs256() {
        return byHs256.verify(hs256Token, TokenType.ACCESS);
    }

    @Benchmark
    public Optional<TokenClaims> verifyEs256() {
        return byEs256.verify(es256Token, TokenType.ACCESS);
    }

    @Benchmark
    public EmailAddress canonicalEmail() {
        return new EmailAddress(" Some.Body@Example.ORG");
    }

    /** At cost 4, through the lanes. */
    @Benchmark
    public boolean verifyOwn() {
        return own.verify(ATTEMPT, hash, ClientInfo.LOCAL);
    }

    /** At cost 4, through the lanes. */
    @Benchmark
    public boolean verifyJbcrypt() {
        return jbcrypt.verify(ATTEMPT, hash, ClientInfo.LOCAL);
    }
}
