package io.moonlight.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JwksCallTest {

    private static final String PATH = "/.well-known/jwks.json";
    private static final String KEYS = "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"ö\"}]}";

    private final AtomicReference<String> keys = new AtomicReference<>(KEYS);
    private final Api api = Api.standalone(
            new Backend().auth, options -> options.jwks(keys::get).corsOrigins(List.of("https://app.example.org")));

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void jwks_ofAServerOfOurOwn_isTheDocumentItselfAndMayBeKept() {
        Api.Answer answer = api.get(PATH);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo(KEYS);
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/json");
        assertThat(answer.headers().allValues("Cache-Control")).containsExactly("public, max-age=300");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Request-ID")).isNotEmpty();
        assertThat(api.get(PATH, "Origin", "https://app.example.org").header("Access-Control-Allow-Origin"))
                .isEqualTo("https://app.example.org");
    }

    @Test
    void jwks_whoseKeysChange_isTheNewOne() {
        keys.set("{\"keys\":[]}");

        assertThat(api.get(PATH).text()).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void jwks_byOtherMethods_isLikeAnyCall() {
        Api.Answer head = api.send("HEAD", PATH, new byte[0]);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.text()).isEmpty();
        assertThat(head.header("Cache-Control")).isEqualTo("public, max-age=300");
        assertThat(api.send("OPTIONS", PATH, new byte[0]).header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
        Api.Answer post = api.send("POST", PATH, new byte[0]);
        assertThat(post.error()).isEqualTo("METHOD_NOT_ALLOWED");
        assertThat(post.header("Cache-Control")).isEqualTo("no-store");
        assertThat(api.get("/.well-known/openid-configuration").error()).isEqualTo("NOT_FOUND");
        assertThat(api.get("/xwell-known/jwks.json").error()).isEqualTo("NOT_FOUND");
        assertThat(api.get("/.well-known/jwksxjson").error()).isEqualTo("NOT_FOUND");
    }

    @Test
    void jwks_thatCannotBeMade_isAFaultThatNobodyKeeps() {
        Api.Answer answer;
        try (Api broken = Api.standalone(
                new Backend().auth,
                options -> options.jwks(() -> {
                    throw new IllegalStateException("no keys");
                }))) {
            answer = broken.get(PATH);
        }

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).doesNotContain("no keys");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void jwks_withoutTheOption_orOnSomebodyElsesServer_isNotThere() {
        try (Api none = Api.standalone(new Backend().auth)) {
            assertThat(none.get(PATH).error()).isEqualTo("NOT_FOUND");
        }
        HttpApi http = HttpApi.builder(new Backend().auth).jwks(keys::get).build();
        try (Api theirs = Api.served(http)) {
            assertThat(theirs.get(PATH).status()).isEqualTo(404);
        }
    }
}
