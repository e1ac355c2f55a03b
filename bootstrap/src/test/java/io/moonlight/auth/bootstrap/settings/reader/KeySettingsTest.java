package io.moonlight.auth.bootstrap.settings.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.moonlight.auth.bootstrap.settings.JwtAlgorithm;
import io.moonlight.auth.bootstrap.settings.KeySettings;
import io.moonlight.auth.bootstrap.settings.SettingsException;
import io.moonlight.auth.bootstrap.testkit.PemKeys;
import io.moonlight.auth.jwt.JwtKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeySettingsTest {

    private static final PemKeys RSA = PemKeys.rsa(2048);
    private static final PemKeys EC = PemKeys.ec("secp256r1");
    private static final String OLD_SECRET = "0123456789, abcdefghijklmnopqrstuvw";
    private static final String NEW_SECRET = "zyxwvutsrqponmlkjihgfedcba9876543210";
    private static final Map<String, String> PRODUCTION = Map.of(
            "APP_ENV", "production",
            "SECRET_KEY", "abcdefghijklmnopqrstuvwxyz0123456789",
            "DATABASE_URL", "postgresql://app:pw@db.example.org:5432/moonlight",
            "REDIS_URL", "redis://redis.example.org:6379/0",
            "SMTP_HOST", "smtp.example.org",
            "SMTP_FROM", "login@example.org");

    @Test
    void read_withNothingSet_isHs256WithASecretToBeMade() {
        KeySettings keys = keys(Map.of());

        assertThat(keys).isEqualTo(new KeySettings(JwtAlgorithm.HS256, Optional.empty(), List.of()));
    }

    @Test
    void read_withAPrivateKeyForTheAlgorithm_signsWithIt() {
        KeySettings rsa = keys(Map.of("JWT_ALGORITHM", "RS256", "JWT_PRIVATE_KEY", RSA.privatePem()));
        KeySettings ec = keys(Map.of(
                "JWT_ALGORITHM", "ES256", "JWT_PRIVATE_KEY", EC.privatePem().replace("\n", "\\n")));

        assertThat(rsa.signing().map(JwtKey::id)).contains(id(RSA));
        assertThat(rsa.algorithm()).isEqualTo(JwtAlgorithm.RS256);
        assertThat(ec.signing().map(JwtKey::id)).contains(id(EC));
        assertThat(ec.toString()).doesNotContain("BEGIN");
    }

    @Test
    void read_withVerificationKeys_takesThemAllOnceAndWithoutTheSigningOne() {
        KeySettings keys = keys(Map.of(
                "JWT_ALGORITHM",
                "ES256",
                "JWT_PRIVATE_KEY",
                EC.privatePem(),
                "JWT_VERIFICATION_KEYS",
                RSA.publicPem() + EC.publicPem() + RSA.publicPem(),
                "JWT_VERIFICATION_SECRETS",
                "\n " + OLD_SECRET + " \\n" + NEW_SECRET + "\n" + OLD_SECRET + "\n"));

        assertThat(keys.verifying()).extracting(JwtKey::algorithmName).containsExactly("RS256", "HS256", "HS256");
        assertThat(keys.verifying().get(0).id()).isEqualTo(id(RSA));
        assertThat(keys.verifying())
                .extracting(JwtKey::id)
                .doesNotHaveDuplicates()
                .doesNotContain(id(EC));
    }

    @Test
    void read_withTheSigningSecretAmongTheVerificationSecrets_takesItOnce() {
        KeySettings keys =
                keys(Map.of("JWT_SECRET_KEY", NEW_SECRET, "JWT_VERIFICATION_SECRETS", OLD_SECRET + "\n" + NEW_SECRET));

        assertThat(keys.verifying())
                .hasSize(1)
                .noneMatch(key -> keys.signing().orElseThrow().id().equals(key.id()));
    }

    @Test
    void read_withKeysThatAreWeakOrForAnotherAlgorithm_namesEach() {
        String weakRsa = PemKeys.rsa(1024).privatePem();
        String p384 = PemKeys.ec("secp384r1").privatePem();
        refused("JWT_PRIVATE_KEY", "2048 bits", "JWT_ALGORITHM", "RS256", "JWT_PRIVATE_KEY", weakRsa);
        refused("JWT_PRIVATE_KEY", "P-256", "JWT_ALGORITHM", "ES256", "JWT_PRIVATE_KEY", p384);
        refused("JWT_PRIVATE_KEY", "RSA", "JWT_ALGORITHM", "RS256", "JWT_PRIVATE_KEY", EC.privatePem());
        refused("JWT_PRIVATE_KEY", "EC", "JWT_ALGORITHM", "ES256", "JWT_PRIVATE_KEY", RSA.privatePem());
        refused("JWT_PRIVATE_KEY", "RSA", "JWT_ALGORITHM", "RS256", "JWT_PRIVATE_KEY", RSA.publicPem());
        refused("JWT_PRIVATE_KEY", "PEM", "JWT_ALGORITHM", "RS256", "JWT_PRIVATE_KEY", "/run/secrets/key.pem");
        refused("JWT_PRIVATE_KEY", "HS256", "JWT_PRIVATE_KEY", RSA.privatePem());
        refused("JWT_SECRET_KEY", "PEM", "JWT_SECRET_KEY", RSA.publicPem());
        refused("JWT_SECRET_KEY", "32", "JWT_SECRET_KEY", "short");
    }

    @Test
    void read_withVerificationKeysThatAreNone_namesThem() {
        refused("JWT_VERIFICATION_KEYS", "-pubout", "JWT_VERIFICATION_KEYS", EC.privatePem());
        refused("JWT_VERIFICATION_KEYS", "PEM", "JWT_VERIFICATION_KEYS", OLD_SECRET);
        refused("JWT_VERIFICATION_KEYS", "broken", "JWT_VERIFICATION_KEYS", RSA.publicPem() + "-----BEGIN PUBLIC");
        refused(
                "JWT_VERIFICATION_KEYS",
                "2048",
                "JWT_VERIFICATION_KEYS",
                PemKeys.rsa(1024).publicPem());
        refused(
                "JWT_VERIFICATION_KEYS",
                "P-256",
                "JWT_VERIFICATION_KEYS",
                PemKeys.ec("secp384r1").publicPem());
        refused("JWT_VERIFICATION_SECRETS", "32", "JWT_VERIFICATION_SECRETS", OLD_SECRET + "\nshort");
        refused("JWT_VERIFICATION_SECRETS", "PEM", "JWT_VERIFICATION_SECRETS", RSA.publicPem());
    }

    @Test
    void read_withSeveralProblems_namesThemAllAtOnceAndEchoesNone() {
        List<String> problems = problems(Map.of(
                "JWT_ALGORITHM", "RS256",
                "JWT_PRIVATE_KEY", EC.privatePem(),
                "JWT_VERIFICATION_KEYS", EC.privatePem(),
                "JWT_VERIFICATION_SECRETS", "s3cr3t",
                "PORT", "x"));

        assertThat(problems)
                .extracting(problem -> problem.split(" ", 2)[0])
                .containsExactlyInAnyOrder(
                        "JWT_PRIVATE_KEY", "JWT_VERIFICATION_KEYS", "JWT_VERIFICATION_SECRETS", "PORT");
        assertThat(problems).noneMatch(problem -> problem.contains("MIG") || problem.contains("s3cr3t"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS512", "RS512", "ES384", "EdDSA", "PS256", "hs256"})
    void read_withAnotherAlgorithm_isRefusedWithoutAWordOnTheKeyThatGoesWithIt(String algorithm) {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        environment.put("JWT_ALGORITHM", algorithm);
        environment.put("JWT_PRIVATE_KEY", RSA.privatePem());

        assertThat(problems(environment)).singleElement().asString().startsWith("JWT_ALGORITHM is not usable");
    }

    @Test
    void read_inProduction_wantsTheKeyOfTheAlgorithmAndNoOther() {
        assertThat(problems(PRODUCTION)).singleElement().asString().startsWith("JWT_SECRET_KEY is not set");
        for (String algorithm : new String[] {"RS256", "ES256"}) {
            assertThat(problems(production("JWT_ALGORITHM", algorithm)))
                    .singleElement()
                    .asString()
                    .startsWith("JWT_PRIVATE_KEY is not set")
                    .contains("openssl genpkey");
        }
        assertThat(keys(production("JWT_ALGORITHM", "ES256", "JWT_PRIVATE_KEY", EC.privatePem()))
                        .signing())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "your-jwt-secret-key-change-in-production",
                "abcdefghijklmnopqrstuvwxyz0123456789"
            })
    void read_inProductionWithAWeakOrSharedFormerSecret_isRefused(String secret) {
        assertThat(problems(production(
                        "JWT_SECRET_KEY", NEW_SECRET, "JWT_VERIFICATION_SECRETS", OLD_SECRET + "\n" + secret)))
                .singleElement()
                .asString()
                .startsWith("JWT_VERIFICATION_SECRETS ")
                .doesNotContain(secret);
    }

    private static String id(PemKeys keys) {
        return JwtKey.publicKeys(keys.publicPem()).get(0).id();
    }

    private static Map<String, String> production(String... more) {
        Map<String, String> environment = new HashMap<>(PRODUCTION);
        for (int i = 0; i < more.length; i += 2) {
            environment.put(more[i], more[i + 1]);
        }
        return environment;
    }

    private static KeySettings keys(Map<String, String> environment) {
        return SettingsReader.read(environment).tokens().keys();
    }

    private static void refused(String name, String word, String... environment) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < environment.length; i += 2) {
            settings.put(environment[i], environment[i + 1]);
        }
        assertThat(problems(settings))
                .singleElement()
                .asString()
                .startsWith(name + " ")
                .contains(word)
                .doesNotContain("MII", "MIG");
    }

    private static List<String> problems(Map<String, String> environment) {
        return catchThrowableOfType(SettingsException.class, () -> SettingsReader.read(environment))
                .problems();
    }
}
