package io.moonlight.auth.bootstrap.settings.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.bootstrap.settings.JwtAlgorithm;
import io.moonlight.auth.bootstrap.settings.KeySettings;
import io.moonlight.auth.bootstrap.settings.SecretSettings;
import io.moonlight.auth.jwt.JwtKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads the keys of the tokens. */
final class KeySettingsReader {

    private final Values values;

    KeySettingsReader(Values values) {
        this.values = values;
    }

    KeySettings read(SecretSettings secrets) {
        JwtAlgorithm algorithm = values.get(Catalog.JWT_ALGORITHM);
        Optional<JwtKey> signing = switch (algorithm) {
            case HS256 -> secret(secrets);
            case RS256 -> privateKey(JwtKey::rs256);
            case ES256 -> privateKey(JwtKey::es256);
        };
        return new KeySettings(algorithm, signing, verifying(secrets, signing));
    }

    private Optional<JwtKey> secret(SecretSettings secrets) {
        if (values.isSet(Catalog.JWT_PRIVATE_KEY) && !values.isWrong(Catalog.JWT_ALGORITHM)) {
            values.problem(
                    Catalog.JWT_PRIVATE_KEY, "is set, but JWT_ALGORITHM is HS256, which signs with JWT_SECRET_KEY");
        }
        return secrets.jwtSecretKey().map(KeySettingsReader::hs256);
    }

    private Optional<JwtKey> privateKey(Function<String, JwtKey> reader) {
        try {
            return values.find(Catalog.JWT_PRIVATE_KEY).map(reader);
        } catch (IllegalArgumentException e) {
            values.problem(Catalog.JWT_PRIVATE_KEY, "is not usable: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The list may name the signing key, too, so that it can be the same before, during and after a change. */
    private List<JwtKey> verifying(SecretSettings secrets, Optional<JwtKey> signing) {
        Stream<JwtKey> publicKeys = values.find(Catalog.JWT_VERIFICATION_KEYS).orElse(List.of()).stream();
        Map<String, JwtKey> byId = new LinkedHashMap<>();
        Stream.concat(publicKeys, secrets.jwtVerificationSecrets().stream().map(KeySettingsReader::hs256))
                .forEach(key -> byId.putIfAbsent(key.id(), key));
        signing.map(JwtKey::id).ifPresent(byId::remove);
        return List.copyOf(byId.values());
    }

    private static JwtKey hs256(String secret) {
        return JwtKey.hs256(secret.getBytes(UTF_8));
    }
}
