package io.moonlight.auth.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.moonlight.auth.jwt.JwtKey;
import io.moonlight.auth.jwt.testkit.TestKeys;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTokenVerifierBuilderTest {

    @Test
    void build_withEverythingWrong_namesEveryProblem() {
        AccessTokenVerifierBuilder builder = builder()
                .maxAge(Duration.ofSeconds(9))
                .staleFor(Duration.ofSeconds(-1))
                .cooldown(Duration.ofMillis(999))
                .timeout(Duration.ofMillis(99))
                .leeway(Duration.ofSeconds(61))
                .httpClient(HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build());
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessage("AccessTokenVerifier is not ready: neither secret nor keys nor jwks is set; "
                        + "httpClient must follow no redirects; maxAge must be at least PT10S and at most PT24H; "
                        + "staleFor must be at least PT0S and at most PT24H; "
                        + "cooldown must be at least PT1S and at most PT5M; "
                        + "timeout must be at least PT0.1S and at most PT30S; "
                        + "leeway must be at least PT0S and at most PT1M");
    }

    @Test
    void build_beyondTheOtherEndOfEachRange_namesIt() {
        wrong(builder().secret(TestKeys.SECRET).maxAge(Duration.ofHours(24).plusNanos(1)), "maxAge");
        wrong(builder().secret(TestKeys.SECRET).staleFor(Duration.ofHours(24).plusNanos(1)), "staleFor");
        wrong(
                builder()
                        .secret(TestKeys.SECRET)
                        .maxAge(Duration.ofHours(1))
                        .cooldown(Duration.ofMinutes(5).plusNanos(1)),
                "cooldown");
        wrong(
                builder().secret(TestKeys.SECRET).maxAge(Duration.ofSeconds(30)).cooldown(Duration.ofSeconds(30)),
                "cooldown");
        wrong(
                builder()
                        .secret(TestKeys.SECRET)
                        .cooldown(Duration.ofMinutes(1))
                        .timeout(Duration.ofSeconds(31)),
                "timeout");
        wrong(
                builder()
                        .secret(TestKeys.SECRET)
                        .cooldown(Duration.ofSeconds(1))
                        .timeout(Duration.ofSeconds(2)),
                "timeout");
        wrong(builder().secret(TestKeys.SECRET).leeway(Duration.ofSeconds(60).plusNanos(1)), "leeway");
        wrong(builder().secret(TestKeys.SECRET).leeway(Duration.ofSeconds(-1)), "leeway");
        wrong(builder().secret(TestKeys.SECRET).secret(TestKeys.SECRET), "twice");
    }

    @Test
    void build_ofKeysThatAreNone_isAnErrorThatDoesNotEchoThem() {
        wrong(builder().secret(new byte[31]), "a secret must have at least 32 bytes");
        wrong(builder().keys("hidden"), "the key set is not a JSON object");
        wrong(builder().keys("{\"keys\":[]}"), "the key set has no key that verifies RS256 or ES256");
        wrong(AccessTokenVerifier.builder(" ", "api").secret(TestKeys.SECRET), "issuer and audience must not be blank");
        wrong(AccessTokenVerifier.builder("moonlight", "").secret(TestKeys.SECRET), "issuer and audience");
    }

    @Test
    void build_atTheEndsOfEachRange_works() {
        assertThatCode(() -> builder()
                        .secret(TestKeys.SECRET)
                        .maxAge(Duration.ofSeconds(10))
                        .staleFor(Duration.ZERO)
                        .cooldown(Duration.ofSeconds(1))
                        .timeout(Duration.ofMillis(100))
                        .leeway(Duration.ofSeconds(60))
                        .build())
                .doesNotThrowAnyException();
        assertThatCode(() -> builder()
                        .secret(TestKeys.SECRET)
                        .maxAge(Duration.ofHours(24))
                        .staleFor(Duration.ofHours(24))
                        .cooldown(Duration.ofMinutes(5))
                        .timeout(Duration.ofSeconds(30))
                        .leeway(Duration.ZERO)
                        .build())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://auth.example.org/.well-known/jwks.json",
                "HTTPS://auth.example.org:8443/jwks?tenant=1",
                "http://localhost:8000/.well-known/jwks.json",
                "http://LOCALHOST/jwks.json",
                "http://127.0.0.1:8000/jwks.json",
                "http://127.9.9.9/jwks.json",
                "http://[::1]:8000/jwks.json"
            })
    void build_ofASafeAddress_works(String address) {
        assertThatCode(() -> builder().jwks(URI.create(address)).build()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://auth.example.org/jwks.json",
                "http://localhost.example.org/jwks.json",
                "http://127.0.0.1.example.org/jwks.json",
                "http://10.0.0.1/jwks.json",
                "http://[::2]/jwks.json",
                "http://128.0.0.1/jwks.json",
                "http://0127.0.0.1/jwks.json"
            })
    void build_ofAnAddressInClear_isAnErrorUnlessAllowed(String address) {
        wrong(builder().jwks(URI.create(address)), "must be https");
        assertThatCode(() ->
                        builder().jwks(URI.create(address)).allowPlainHttp().build())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/jwks.json",
                "auth.example.org/jwks.json",
                "//auth.example.org/jwks.json",
                "file:///etc/jwks.json",
                "ftp://auth.example.org/jwks.json",
                "jar:file:/x.jar!/jwks.json",
                "https:///jwks.json",
                "https://under_score.example/jwks.json",
                "mailto:a@example.org",
                "https://user:hidden@auth.example.org/jwks.json",
                "https://auth.example.org/jwks.json#hidden"
            })
    void build_ofAnotherAddress_isAnErrorThatDoesNotEchoIt(String address) {
        AccessTokenVerifierBuilder builder = builder().jwks(URI.create(address)).allowPlainHttp();
        assertThatIllegalStateException()
                .isThrownBy(builder::build)
                .withMessageContaining("jwks must ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hidden"));
    }

    @Test
    void toString_namesKeysAndAddressAndNoSecret() {
        AccessTokenVerifier verifier = builder()
                .secret(TestKeys.SECRET)
                .jwks(URI.create("https://auth.example.org/jwks.json?key=hidden"))
                .build();
        assertThat(verifier)
                .hasToString("AccessTokenVerifier[issuer=moonlight, audience=api, keys=["
                        + JwtKey.hs256(TestKeys.SECRET).id() + "], https://auth.example.org/jwks.json]");
    }

    private static AccessTokenVerifierBuilder builder() {
        return Verifying.builder();
    }

    private static void wrong(AccessTokenVerifierBuilder builder, String problem) {
        assertThatIllegalStateException().isThrownBy(builder::build).withMessageContaining(problem);
    }
}
