package io.moonlight.auth.bootstrap.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The settings of the HTTP server.
 *
 * @param host the address to listen on
 * @param port the port to listen on; 0 selects a free one
 * @param managementPort the port of health checks and metrics; 0 selects a free one
 * @param drain after SIGTERM: how long the server reports not-ready but keeps serving
 * @param trustedProxies CIDR blocks of peers whose X-Forwarded-For is trusted
 * @param corsAllowedOrigins origins that browsers may call from; if empty, in development those on this machine
 * @param publicOrigin the origin under which browsers reach the server; empty for that of the Host header
 */
public record HttpSettings(
        String host,
        int port,
        int managementPort,
        Duration drain,
        List<String> trustedProxies,
        List<String> corsAllowedOrigins,
        Optional<String> publicOrigin) {}
