package io.moonlight.auth.bootstrap.settings.reader;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.bootstrap.settings.DatabaseUrl;
import io.moonlight.auth.bootstrap.settings.JwtAlgorithm;
import io.moonlight.auth.bootstrap.settings.Limiter;
import io.moonlight.auth.bootstrap.settings.SecretSettings;
import io.moonlight.auth.bootstrap.settings.Settings;
import io.moonlight.auth.domain.model.ClientAddress;
import io.moonlight.auth.smtp.SmtpTls;
import java.net.Inet4Address;
import java.net.URLDecoder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The rules that only staging and production apply: required settings, strong secrets, no placeholders. */
final class ProductionRules {

    /** The Kubernetes manifests contain this text for each value that an operator must choose. */
    private static final Pattern PLACEHOLDER =
            Pattern.compile("(?<![a-z])change[-_]?me(?![a-z])", Pattern.CASE_INSENSITIVE);

    private static final Pattern PLACEHOLDER_PASSWORD =
            Pattern.compile("<.*>|your[-_ ].*|x{3,}", Pattern.CASE_INSENSITIVE);

    /** Each is improbable in a random text, in base64 as well. */
    private static final Pattern NOT_RANDOM =
            Pattern.compile("(?i)change[-_ ]?(?:me|this|in[-_ ])|your[-_]|secret|example|(?-i:xxxx|XXXX)|^<.*>$");

    private static final int LEAST_BCRYPT_COST = 10;
    private static final int LEAST_DISTINCT_CHARACTERS = 8;
    private static final int LEAST_PROXY_BITS = 7;
    private static final int MAPPED_BITS = 96;
    private static final String HTTPS = "https:";
    private static final Pattern LOGIN = Pattern.compile("//[^:@/]*:([^@/]*)@");

    private ProductionRules() {}

    static void check(Values values, Settings settings) {
        values.require(Catalog.SECRET_KEY, "make one, for example with `openssl rand -base64 48`");
        requireSigningKey(values, settings.tokens().keys().algorithm());
        values.require(Catalog.DATABASE_URL, "there is no embedded database in production");
        if (settings.limiter() == Limiter.MEMORY) {
            values.problem(Catalog.LIMITER, "is memory: limits must be shared by all servers and survive a restart");
        }
        values.require(Catalog.SMTP_HOST, "codes must reach people");
        checkSecrets(values, settings);
        checkPlaceholders(values);
        if (settings.http().trustedProxies().stream().anyMatch(ProductionRules::isTooWide)) {
            values.problem(
                    Catalog.TRUSTED_PROXIES,
                    "trusts a block wider than /" + LEAST_PROXY_BITS
                            + ", so that clients could choose their own address: list only your proxies");
        }
        if (settings.http()
                .publicOrigin()
                .filter(origin -> !origin.regionMatches(true, 0, HTTPS, 0, HTTPS.length()))
                .isPresent()) {
            values.problem(Catalog.PUBLIC_ORIGIN, "is not https: browsers would send refresh tokens in clear");
        }
        if (settings.bcryptCost() < LEAST_BCRYPT_COST) {
            values.problem(Catalog.BCRYPT_COST, "is less than " + LEAST_BCRYPT_COST);
        }
        if (settings.debug()) {
            values.problem(Catalog.DEBUG, "is true");
        }
        settings.smtp()
                .filter(smtp -> smtp.tls() == SmtpTls.NONE && smtp.credentials().isPresent())
                .ifPresent(smtp -> values.problem(
                        Catalog.SMTP_TLS, "is false: the password of the mail account would travel in clear"));
    }

    private static void requireSigningKey(Values values, JwtAlgorithm algorithm) {
        if (values.isWrong(Catalog.JWT_ALGORITHM)) {
            return;
        }
        switch (algorithm) {
            case HS256 ->
                values.require(Catalog.JWT_SECRET_KEY, "make one, for example with `openssl rand -base64 48`");
            case RS256 ->
                values.require(
                        Catalog.JWT_PRIVATE_KEY,
                        "make one, for example with `openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048`");
            case ES256 ->
                values.require(
                        Catalog.JWT_PRIVATE_KEY,
                        "make one, for example with `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256`");
        }
    }

    private static void checkSecrets(Values values, Settings settings) {
        SecretSettings secrets = settings.secrets();
        Map<Setting<?>, List<String>> all = new LinkedHashMap<>();
        all.put(Catalog.SECRET_KEY, secrets.secretKey().stream().toList());
        all.put(Catalog.JWT_SECRET_KEY, secrets.jwtSecretKey().stream().toList());
        all.put(Catalog.JWT_VERIFICATION_SECRETS, secrets.jwtVerificationSecrets());
        all.put(Catalog.ADMIN_API_KEY, secrets.adminKey().stream().toList());
        all.forEach((setting, held) -> {
            if (held.stream().anyMatch(ProductionRules::isWeak)) {
                values.problem(setting, "is no secret: make a random one");
            }
        });
        Map<Setting<?>, List<String>> passwords = new LinkedHashMap<>();
        passwords.put(
                Catalog.SMTP_PASSWORD,
                values.find(Catalog.SMTP_PASSWORD).stream().toList());
        passwords.put(Catalog.DATABASE_URL, password(settings.database().map(DatabaseUrl::password)));
        passwords.put(Catalog.REDIS_URL, password(settings.redisUrl().flatMap(ProductionRules::passwordIn)));
        passwords.forEach((setting, held) -> {
            if (held.stream().anyMatch(PLACEHOLDER_PASSWORD.asMatchPredicate())) {
                values.problem(setting, "still holds a placeholder for the password");
            }
        });
        all.putAll(passwords);
        refuseEqual(values, all);
    }

    private static Optional<String> passwordIn(String address) {
        Matcher login = LOGIN.matcher(address);
        return login.find()
                ? Optional.of(URLDecoder.decode(login.group(1).replace("+", "%2B"), UTF_8))
                : Optional.empty();
    }

    private static List<String> password(Optional<String> password) {
        return password.filter(text -> !text.isEmpty()).stream().toList();
    }

    /** Reports each setting that holds a secret of an earlier one; a verification secret may be the token secret. */
    private static void refuseEqual(Values values, Map<Setting<?>, List<String>> all) {
        List<Setting<?>> settings = List.copyOf(all.keySet());
        for (int i = 0; i < settings.size(); i++) {
            for (Setting<?> earlier : settings.subList(0, i)) {
                Setting<?> later = settings.get(i);
                if (!values.isWrong(later)
                        && !isRotation(earlier, later)
                        && !Collections.disjoint(all.get(later), all.get(earlier))) {
                    values.problem(later, "holds the same secret as " + earlier.name() + ": make another");
                }
            }
        }
    }

    private static void checkPlaceholders(Values values) {
        for (Setting<?> setting : Catalog.ALL) {
            if (!values.isWrong(setting) && values.holds(setting, PLACEHOLDER)) {
                values.problem(setting, "still holds the placeholder change-me");
            }
        }
    }

    private static boolean isRotation(Setting<?> earlier, Setting<?> later) {
        return earlier.equals(Catalog.JWT_SECRET_KEY) && later.equals(Catalog.JWT_VERIFICATION_SECRETS);
    }

    private static boolean isWeak(String secret) {
        return secret.chars().map(Character::toLowerCase).distinct().count() < LEAST_DISTINCT_CHARACTERS
                || NOT_RANDOM.matcher(secret).find();
    }

    /** Returns whether a block is wider than any private network; {@code fc00::/7} is the widest. */
    private static boolean isTooWide(String block) {
        String[] parts = block.split("/", 2);
        if (parts.length == 1) {
            return false;
        }
        boolean mapped = parts[0].indexOf(':') >= 0
                && ClientAddress.parse(parts[0])
                        .filter(base -> base.value() instanceof Inet4Address)
                        .isPresent();
        return Integer.parseInt(parts[1]) - (mapped ? MAPPED_BITS : 0) < LEAST_PROXY_BITS;
    }
}
