package io.moonlight.auth.bootstrap.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.moonlight.auth.postgres.PostgresSettings;
import java.net.URLEncoder;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A parameter of a database URL, as libpq, asyncpg or the driver spells it. */
record DatabaseUrlParameter(String name, String value) {

    private static final Map<String, String> NAMES_OF_LIBPQ = Map.of(
            "application_name", "ApplicationName",
            "channel_binding", "channelBinding",
            "connect_timeout", "connectTimeout",
            "gssencmode", "gssEncMode",
            "krbsrvname", "kerberosServerName",
            "require_auth", "requireAuth",
            "sslnegotiation", "sslNegotiation");

    /**
     * Returns the driver's parameter; empty if it is the driver's default.
     *
     * @throws IllegalArgumentException if the parameter is not supported; the message names it without its value
     */
    Optional<String> ofDriver() {
        return switch (name) {
            case "ssl" -> said("sslmode", sslMode());
            case "target_session_attrs" -> said("targetServerType", serverType());
            case "keepalives" -> said("tcpKeepAlive", Boolean.toString(!value.equals("0")));
            case "load_balance_hosts" -> said("loadBalanceHosts", balance());
            case "client_encoding" -> utf8();
            default -> said(known(), understood(known()));
        };
    }

    /** asyncpg's name for libpq's sslmode; the driver's own takes {@code true} for the strictest, too. */
    private String sslMode() {
        return switch (value) {
            case "true", "1", "" -> "verify-full";
            case "false", "0" -> "disable";
            default -> understood("sslmode");
        };
    }

    private String balance() {
        return switch (value) {
            case "random" -> "true";
            case "disable" -> "false";
            default -> throw new IllegalArgumentException("load_balance_hosts is random or disable");
        };
    }

    /** The driver would ignore another value, or report it at the first connection, as a fault of the database. */
    private String understood(String ofDriver) {
        if (!PostgresSettings.isValue(ofDriver, value)) {
            throw new IllegalArgumentException(
                    "the URL has the parameter " + name + " with a value that is not understood");
        }
        return value;
    }

    private String serverType() {
        return switch (value) {
            case "read-write", "primary" -> "primary";
            case "any" -> value;
            default ->
                throw new IllegalArgumentException(
                        "target_session_attrs is read-write, primary or any: the server writes");
        };
    }

    private Optional<String> utf8() {
        if (value.toLowerCase(Locale.ROOT).matches("utf-?8|auto")) {
            return Optional.empty();
        }
        throw new IllegalArgumentException("client_encoding is utf8");
    }

    private String known() {
        String ofDriver = NAMES_OF_LIBPQ.getOrDefault(name, name);
        if (!PostgresSettings.isParameter(ofDriver)) {
            throw new IllegalArgumentException("the URL has the parameter " + name + ", which is not understood");
        }
        return ofDriver;
    }

    private static Optional<String> said(String name, String value) {
        return Optional.of(name + "=" + URLEncoder.encode(value, UTF_8));
    }
}
